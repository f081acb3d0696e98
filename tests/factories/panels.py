"""Screened rounds, panels and signed sheets, each reached by the real moves."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import count
from typing import Any

from applications.actions.screen import screen
from applications.actions.unseal import unseal
from applications.models import Application, Round
from applications.rules.screening import CheckAnswer
from portal.actions.approvals import answer_approval
from portal.actors import actor_for
from portal.clusters import server_now
from portal.models import Approval
from portal.roles import Actor
from portal.rules.approvals import Verdict
from reviews import permissions
from reviews.actions.appoint import appoint
from reviews.actions.close_review import close_review
from reviews.actions.declare_interests import declare_interests
from reviews.actions.elect_chair import elect_chair
from reviews.actions.reveal import request_reveal
from reviews.actions.save_sheet import save_sheet
from reviews.actions.shortlist import request_shortlist
from reviews.actions.sign_pledges import sign_pledges
from reviews.actions.sign_sheet import draft_hash, sign_sheet
from reviews.actions.start_review import start_review
from reviews.lifecycle import Stage
from reviews.models import Review, Seat, Sheet
from reviews.rules.panel import Interest
from tests.factories.applications import submitted_application
from tests.factories.people import approver, make_user, manager, secretary
from tests.factories.rounds import close, open_round

_numbers = count(1)
POINTS = ("36", "25", "27")
COMMENT = "자체 구조와 최적화 기법을 공개 논문으로 검증하였고 영상 모델 경험도 확인됩니다."


def received_round(applications: int = 2, **how: Any) -> Round:
    """Closed with so many submitted applications."""
    made = open_round(**{"closes_in": timedelta(hours=1), **how})
    for _ in range(applications):
        submitted_application(made)
    return close(made)


def unsealed_round(applications: int = 2, **how: Any) -> Round:
    """In screening, nothing screened yet."""
    made = received_round(applications, **how)
    return unseal(round_id=made.pk, actor=secretary(), now=server_now())


def checklist(round_: Round, **failed: str) -> list[CheckAnswer]:
    """Answers in the order of the card: every line holds except `failed`, which maps codes to reasons."""
    codes = [item["code"] for item in round_.card.document["screening"]]
    return [CheckAnswer(code, code not in failed, failed.get(code, "")) for code in codes]


def screened_round(applications: int = 2, **how: Any) -> Round:
    """Everything screened and eligible; the review has not begun."""
    made, who = unsealed_round(applications, **how), secretary()
    for application in made.applications.handed_in():
        screen(application_id=application.pk, answers=checklist(made), actor=who, now=server_now())
    return Round.objects.get(pk=made.pk)


def panel_of(round_: Round, members: int = 7) -> list[Actor]:
    """Appoint so many members, elect the first as chair; their actors in the order of the seats."""
    who, actors = secretary(), []
    for _ in range(members):
        user = make_user(f"member{next(_numbers)}@example.test", "김위원")
        appoint(
            round_id=round_.pk,
            email=user.email,
            name=user.name,
            affiliation="대학 인공지능학과",
            actor=who,
            now=server_now(),
        )
        actors.append(actor_for(user))
    elect_chair(seat_id=seat_of(round_, actors[0]).pk, actor=who, now=server_now())
    return actors


def seat_of(round_: Round, actor: Actor) -> Seat:
    """The seat that this person holds now."""
    return permissions.visible_seats(actor).get(panel__round=round_)


def pledge(round_: Round, actor: Actor) -> None:
    """Sign every pledge of the card."""
    codes = [item["code"] for item in round_.card.document["pledges"]]
    sign_pledges(round_id=round_.pk, codes=codes, actor=actor, now=server_now())


def declare(round_: Round, actor: Actor, **conflicts: str) -> None:
    """Declare for every application that the seat sees; `conflicts` maps references to reasons."""
    seen = permissions.visible_to_seat(seat_of(round_, actor)).order_by("pk")
    interests = [
        Interest(each.reference, each.reference in conflicts, conflicts.get(each.reference, "")) for each in seen
    ]
    declare_interests(round_id=round_.pk, interests=interests, actor=actor, now=server_now())


def ready_panel(round_: Round, members: int = 7) -> list[Actor]:
    """A panel that has pledged and declared no conflict."""
    actors = panel_of(round_, members)
    for actor in actors:
        pledge(round_, actor)
        declare(round_, actor)
    return actors


def written_round(applications: int = 2, members: int = 7, **how: Any) -> tuple[Round, list[Actor]]:
    """In its written review, with a ready panel."""
    made = screened_round(applications, **how)
    actors = ready_panel(made, members)
    start_review(round_id=made.pk, stage=Stage.WRITTEN, actor=secretary(), now=server_now())
    return Round.objects.get(pk=made.pk), actors


def presentation_round(applications: int = 2, members: int = 7, **how: Any) -> tuple[Round, list[Actor]]:
    """In its presentation review, by a card without a written one, with a ready panel; no timetable yet."""
    made = screened_round(applications, **{"written": None, **how})
    actors = ready_panel(made, members)
    start_review(round_id=made.pk, stage=Stage.PRESENTATION, actor=secretary(), now=server_now())
    return Round.objects.get(pk=made.pk), actors


def shortlisted_round(applications: int = 2, members: int = 7, **how: Any) -> tuple[Round, list[Actor]]:
    """Through a written review to the presentation: every member signed, the list is confirmed."""
    made, actors = written_round(applications, members, **how)
    sign_all(made, Stage.WRITTEN, actors)
    reveal_review(review_of(made, Stage.WRITTEN))
    confirm_shortlist(made)
    return Round.objects.get(pk=made.pk), actors


def review_of(round_: Round, stage: Stage) -> Review:
    """The review of a round."""
    return Review.objects.select_related("round__card").get(round=round_, stage=stage)


def typed(round_: Round, stage: Stage, points: Sequence[str] = POINTS, comment: str = COMMENT) -> dict[str, Any]:
    """A sheet as it is typed, in the order of the card's criteria."""
    codes = [criterion.code for criterion in round_.card.read().criteria[stage]]
    return {code: {"points": mark, "comment": comment} for code, mark in zip(codes, points, strict=True)}


def signed_sheet(
    round_: Round,
    stage: Stage,
    application: Application,
    actor: Actor,
    points: Sequence[str] = POINTS,
    *,
    comment: str = COMMENT,
    reason: str = "",
) -> Sheet:
    """Save and sign one sheet."""
    where = {"round_id": round_.pk, "stage": stage, "application_id": application.pk}
    draft = save_sheet(**where, typed=typed(round_, stage, points, comment), actor=actor, now=server_now())
    return sign_sheet(**where, seen=draft_hash(draft.content), actor=actor, now=server_now(), reason=reason)


def sign_all(round_: Round, stage: Stage, actors: Sequence[Actor], points: Sequence[str] = POINTS) -> list[Sheet]:
    """Every member signs for every application that it sees."""
    return [
        signed_sheet(round_, stage, application, actor, points)
        for actor in actors
        for application in permissions.visible_in_stage(seat_of(round_, actor), stage).order_by("pk")
    ]


def reveal_review(review: Review) -> Review:
    """Close it if it is open, then let two people reveal it."""
    if review.status == "collecting":
        close_review(review_id=review.pk, actor=secretary(), now=server_now())
    asked = request_reveal(review_id=review.pk, reason="평가가 끝났습니다.", actor=manager(), now=server_now())
    approve(asked)
    return Review.objects.get(pk=review.pk)


def confirm_shortlist(round_: Round) -> None:
    """Let two people confirm the short list of a revealed written review."""
    approve(request_shortlist(round_id=round_.pk, reason="규칙대로 계산하였습니다.", actor=manager(), now=server_now()))


def approve(asked: Approval) -> None:
    """The other agency's manager approves."""
    answer_approval(approval=asked, verdict=Verdict.APPROVED, actor=approver(), now=server_now())
