"""The panel's part: pledges, interests, sheets, the presentation day with its votes."""

from datetime import datetime, timedelta

from portal.actors import actor_for
from portal.clusters import server_now
from portal.display import KST
from reviews import permissions
from reviews.actions.appoint import appoint
from reviews.actions.attendance import record_attendance
from reviews.actions.cast_ballot import cast_ballot
from reviews.actions.declare_interests import declare_interests
from reviews.actions.elect_chair import elect_chair
from reviews.actions.opinion import sign_opinion
from reviews.actions.save_sheet import save_sheet
from reviews.actions.session import end_session, open_vote, start_session
from reviews.actions.sign_pledges import sign_pledges
from reviews.actions.sign_sheet import draft_hash, sign_sheet
from reviews.actions.timetable import set_timetable
from reviews.demo import cast
from reviews.demo.cast import CONSORTIA, Consortium
from reviews.demo.scene import pass_time, seats, secretary, the_application, the_review, the_round, until
from reviews.lifecycle import SessionStatus, Stage
from reviews.models import Attendance, ChairElection, InterestDeclaration, PledgeSignature, Seat, Session, Sheet
from reviews.rules.panel import Interest
from reviews.rules.timetable import Slot

COMMENTS = {
    "tech": "핵심 모듈을 직접 설계·구현한 경험이 공개된 자료로 확인되며, 학습 기록의 관리도 체계적입니다.",
    "plan": "지표마다 목표값과 근거를 제시하였으나, 도구 사용 지표의 자료 확보 계획은 보완이 필요합니다.",
    "impact": "참여기관의 현장에 먼저 적용하고 가중치를 공개하는 계획이 구체적이며 실행 주체가 분명합니다.",
}


def form_panel() -> None:
    """Seven members are appointed and elect a chair."""
    standing = {seat.user.email for seat in seats().values()}
    for email, (name, affiliation) in cast.PANEL.items():
        if email not in standing:
            appoint(
                round_id=the_round().pk,
                email=email,
                name=name,
                affiliation=affiliation,
                actor=secretary(),
                now=server_now(),
            )
    if not ChairElection.objects.filter(panel__round=the_round()).exists():
        elect_chair(seat_id=seats()["P1"].pk, actor=secretary(), now=server_now())


def pledge_and_declare() -> None:
    """Each member signs the pledges and says for each application whether there is a conflict."""
    round_ = the_round()
    codes = [pledge.code for pledge in round_.card.read().pledges]
    conflicts = {label: (each, why) for each in CONSORTIA for label, why in each.recused.items()}
    for label, seat in seats().items():
        actor = actor_for(seat.user)
        if not PledgeSignature.objects.filter(seat=seat).exists():
            sign_pledges(round_id=round_.pk, codes=codes, actor=actor, now=server_now())
        if InterestDeclaration.objects.filter(seat=seat).exists():
            continue
        conflict, why = conflicts.get(label, (None, ""))
        interests = [
            Interest(
                application.reference,
                has_conflict := bool(conflict and application.team_name == conflict.team),
                why if has_conflict else "",
            )
            for application in permissions.visible_to_seat(seat).order_by("pk")
        ]
        declare_interests(round_id=round_.pk, interests=interests, actor=actor, now=server_now())


def write_sheets() -> None:
    """서면평가: every member scores every application that it may see."""
    for consortium in CONSORTIA:
        for label, points in consortium.written.items():
            _sign(seats()[label], Stage.WRITTEN, consortium, points)


def set_times() -> None:
    """Two presentations on the afternoon of 19 February."""
    first = datetime.fromisoformat("2026-02-19 14:00").replace(tzinfo=KST)
    if Session.objects.filter(review=the_review(Stage.PRESENTATION)).exists():
        return
    slots = [
        Slot(
            the_application(consortium.team).reference,
            first + timedelta(minutes=50 * number),
            first + timedelta(minutes=50 * number + 40),
        )
        for number, consortium in enumerate(CONSORTIA)
    ]
    set_timetable(review_id=the_review(Stage.PRESENTATION).pk, slots=slots, actor=secretary(), now=server_now())


def present_and_vote() -> None:
    """발표평가: in the room, each team in turn; sheets and votes; the chair sums up."""
    if not Attendance.objects.filter(panel__round=the_round()).exists():
        until("2026-02-19 13:55")
        now = server_now()
        record_attendance(
            round_id=the_round().pk, seats=sorted(seats()), came_in=True, at=now, actor=secretary(), now=now
        )
    for consortium in CONSORTIA:
        _session(consortium)


def _session(consortium: Consortium) -> None:
    session = _current(consortium)
    if session.status == SessionStatus.SCHEDULED:
        until(session.starts_at.astimezone(KST).strftime("%Y-%m-%d %H:%M"))
        start_session(session_id=session.pk, actor=secretary(), now=server_now())
        pass_time(minutes=30)
    if _current(consortium).status == SessionStatus.RUNNING:
        open_vote(session_id=session.pk, actor=secretary(), now=server_now())
    if _current(consortium).status == SessionStatus.VOTING:
        for label, points in consortium.scores.items():
            _sign(seats()[label], Stage.PRESENTATION, consortium, points)
            _vote(seats()[label], session, consortium.votes[label])
        end_session(session_id=session.pk, actor=secretary(), now=server_now())
    if not session.review.opinions.filter(application=session.application).exists():
        sign_opinion(
            session_id=session.pk, text=consortium.opinion, actor=actor_for(seats()["P1"].user), now=server_now()
        )


def _current(consortium: Consortium) -> Session:
    return Session.objects.select_related("review", "application").get(
        review=the_review(Stage.PRESENTATION), application__team_name=consortium.team
    )


def _vote(seat: Seat, session: Session, choices: tuple[str, str]) -> None:
    if not seat.ballots.filter(session=session).exists():
        gates = [gate.code for gate in the_round().card.read().gates]
        cast_ballot(
            session_id=session.pk,
            votes=dict(zip(gates, choices, strict=True)),
            actor=actor_for(seat.user),
            now=server_now(),
        )


def _sign(seat: Seat, stage: Stage, consortium: Consortium, points: tuple[str, str, str]) -> None:
    application = the_application(consortium.team)
    if Sheet.objects.filter(review=the_review(stage), seat=seat, application=application).exists():
        return
    where = {"round_id": the_round().pk, "stage": stage, "application_id": application.pk}
    typed = {code: {"points": mark, "comment": COMMENTS[code]} for code, mark in zip(COMMENTS, points, strict=True)}
    actor = actor_for(seat.user)
    drafted = save_sheet(**where, typed=typed, actor=actor, now=server_now())
    sign_sheet(**where, seen=draft_hash(drafted.content), actor=actor, now=server_now())
