"""Presentation days and decisions, each reached by the real moves: timetable, room, sheets, votes, reveal, publication."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from applications.models import Application, Round
from portal.clusters import server_now
from portal.models import Approval
from portal.roles import Actor
from reviews import permissions
from reviews.actions.attendance import record_attendance
from reviews.actions.cast_ballot import cast_ballot
from reviews.actions.further_sitting import request_further_sitting
from reviews.actions.lots import request_lots
from reviews.actions.opinion import sign_opinion
from reviews.actions.prepare_decision import prepare_decision
from reviews.actions.publish import request_publication
from reviews.actions.session import end_session, open_vote, start_session
from reviews.actions.start_review import start_review
from reviews.actions.timetable import set_timetable
from reviews.lifecycle import Stage
from reviews.models import Attendance, Decision, Session
from reviews.rules.timetable import Slot
from tests.factories.panels import (
    POINTS,
    approve,
    declare,
    panel_of,
    pledge,
    presentation_round,
    reveal_review,
    review_of,
    screened_round,
    seat_of,
    signed_sheet,
)
from tests.factories.people import manager, secretary

CHOICES = {"y": "yes", "n": "no", "a": "abstain"}
OPINION = "핵심 모듈을 직접 설계하고 검증하였으며, 공개와 확산 계획이 구체적이고 실행 주체가 분명합니다."
Points = Sequence[str]
# Two applications that three members rank the same: tied for one place.
EQUAL = {number: [("36", "25", "27")] * 3 for number in range(2)}


def reviewed(round_: Round) -> list[Application]:
    """The applications of the round in the order in which the factories present them."""
    return list(round_.applications.filter(status__in=["eligible", "written_passed"]).order_by("pk"))


def slots(applications: Sequence[Application], *, minutes: int = 40) -> list[Slot]:
    """One after the other from tomorrow on."""
    first, step = server_now() + timedelta(days=1), timedelta(minutes=minutes)
    return [
        Slot(application.reference, first + number * step, first + (number + 1) * step)
        for number, application in enumerate(applications)
    ]


def conflicted_round(
    applications: int = 2, members: int = 7, *, conflicts: Mapping[int, int], **how: Any
) -> tuple[Round, list[Actor]]:
    """As `presentation_round`; `conflicts` say which member (from 0) is recused from which application (from 0)."""
    made = screened_round(applications, **{"written": None, **how})
    actors = panel_of(made, members)
    references = [application.reference for application in reviewed(made)]
    for number, actor in enumerate(actors):
        pledge(made, actor)
        reasons = {references[conflicts[number]]: "최근 3년 안에 공동 연구를 했습니다."} if number in conflicts else {}
        declare(made, actor, **reasons)
    start_review(round_id=made.pk, stage=Stage.PRESENTATION, actor=secretary(), now=server_now())
    return Round.objects.get(pk=made.pk), actors


def timetabled_round(
    applications: int = 2, members: int = 7, *, conflicts: Mapping[int, int] | None = None, **how: Any
) -> tuple[Round, list[Actor]]:
    """In its presentation review with a timetable; nobody is in the room yet."""
    if conflicts:
        made, actors = conflicted_round(applications, members, conflicts=conflicts, **how)
    else:
        made, actors = presentation_round(applications, members, **how)
    set_timetable(
        review_id=review_of(made, Stage.PRESENTATION).pk,
        slots=slots(reviewed(made)),
        actor=secretary(),
        now=server_now(),
    )
    return made, actors


def come(round_: Round, actors: Sequence[Actor]) -> list[Attendance]:
    """These members come into the room."""
    return _step(round_, actors, came_in=True)


def leave(round_: Round, actors: Sequence[Actor]) -> list[Attendance]:
    """These members leave the room."""
    return _step(round_, actors, came_in=False)


def session_of(application: Application) -> Session:
    """The newest sitting of an application."""
    return Session.objects.filter(application=application).order_by("-sitting")[0]


def start(application: Application) -> Session:
    """Start the newest sitting of an application."""
    return start_session(session_id=session_of(application).pk, actor=secretary(), now=server_now())


def voting_session(application: Application) -> Session:
    """Start it and open the vote."""
    start(application)
    return open_vote(session_id=session_of(application).pk, actor=secretary(), now=server_now())


def vote(application: Application, actor: Actor, choices: str | Sequence[str] = "y") -> None:
    """Vote on every gate of the card: "y", "n" or "a" for all, or one letter a gate."""
    session = session_of(application)
    gates = session.review.round.card.read().rule(Stage.PRESENTATION)["gates"]
    letters = choices if len(choices) == len(gates) else [choices] * len(gates)
    votes = {gate: CHOICES[letter] for gate, letter in zip(gates, letters, strict=True)}
    cast_ballot(session_id=session.pk, votes=votes, actor=actor, now=server_now())


def hold_session(
    round_: Round,
    application: Application,
    actors: Sequence[Actor],
    *,
    votes: Sequence[str] = (),
    points: Sequence[Points] = (),
) -> Session:
    """A whole session: every actor signs its sheet and votes (yes unless told), the secretary ends it.

    `votes` and `points` go by the order of the actors; "" casts no ballot, () signs no sheet.
    """
    voting_session(application)
    for number, actor in enumerate(actors):
        given = points[number] if points else POINTS
        choices = votes[number] if votes else "y"
        if given:
            signed_sheet(round_, Stage.PRESENTATION, application, actor, given)
        if choices:
            vote(application, actor, choices)
    return end_session(session_id=session_of(application).pk, actor=secretary(), now=server_now())


def met_round(
    applications: int = 2,
    members: int = 7,
    *,
    votes: Mapping[int, Sequence[str]] | None = None,
    points: Mapping[int, Sequence[Points]] | None = None,
    **how: Any,
) -> tuple[Round, list[Actor]]:
    """Every session held; `votes` and `points` by the number of the application (from 0), each as `hold_session`."""
    made, actors = timetabled_round(applications, members, **how)
    come(made, actors)
    for number, application in enumerate(reviewed(made)):
        hold_session(
            made,
            application,
            actors,
            votes=(votes or {}).get(number, ()),
            points=(points or {}).get(number, [mark(number)] * members),
        )
    return made, actors


def mark(number: int) -> Points:
    """Points of application `number`: each later one a point lower."""
    return (str(36 - number), "25", "27")


def revealed_round(*args: Any, **how: Any) -> tuple[Round, list[Actor]]:
    """In deliberation: all sessions held, the review closed and revealed."""
    made, actors = met_round(*args, **how)
    return reveal(made), actors


def reveal(round_: Round) -> Round:
    """Close and reveal the presentation review."""
    reveal_review(review_of(round_, Stage.PRESENTATION))
    return Round.objects.with_card().get(pk=round_.pk)


def ask_further(round_: Round, stage: Stage = Stage.PRESENTATION, times: Sequence[Slot] | None = None) -> Approval:
    """A manager asks for a further sitting, of every application under review unless told."""
    return request_further_sitting(
        review_id=review_of(round_, stage).pk,
        slots=slots(reviewed(round_)) if times is None else times,
        reason="동점입니다.",
        actor=manager(),
        now=server_now(),
    )


def ask_lots(round_: Round, stage: Stage = Stage.PRESENTATION) -> Approval:
    """The secretary enters lots 1, 2, … of every application in the order of the factories."""
    refs = round_.applications.order_by("pk").values_list("reference", flat=True)
    return request_lots(
        review_id=review_of(round_, stage).pk,
        numbers={ref: number for number, ref in enumerate(refs, start=1)},
        reason="두 팀 대표가 간사 앞에서 직접 뽑았습니다.",
        actor=secretary(),
        now=server_now(),
    )


def sum_up(round_: Round, chair: Actor) -> None:
    """The chair signs an opinion on every team on which it owes one."""
    seat = seat_of(round_, chair)
    for session in permissions.visible_seat_sessions(seat).filter(summing_up=seat.pk):
        sign_opinion(session_id=session.pk, text=OPINION, actor=chair, now=server_now())


def prepare(round_: Round, reason: str = "") -> Decision:
    """A manager prepares the decision."""
    return prepare_decision(round_id=round_.pk, reason=reason, actor=manager(), now=server_now())


def publish(round_: Round) -> Round:
    """Prepare if nothing is prepared, then two people confirm and publish."""
    if not Decision.objects.filter(round=round_, stage=Stage.PRESENTATION).exists():
        prepare(round_)
    approve(request_publication(round_id=round_.pk, reason="심의를 마쳤습니다.", actor=manager(), now=server_now()))
    return Round.objects.with_card().get(pk=round_.pk)


def published_round(*args: Any, **how: Any) -> Round:
    """Decided, confirmed and published."""
    made, actors = revealed_round(*args, **how)
    sum_up(made, actors[0])
    return publish(made)


def _step(round_: Round, actors: Sequence[Actor], *, came_in: bool) -> list[Attendance]:
    now = server_now()
    seats = [seat_of(round_, actor).label for actor in actors]
    return record_attendance(round_id=round_.pk, seats=seats, came_in=came_in, at=now, actor=secretary(), now=now)
