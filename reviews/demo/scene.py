"""What every step of the story needs: actors by e-mail, the round, the clock, and the second person's approval."""

from datetime import datetime, timedelta

from applications.models import Application, Round
from portal.actions.approvals import answer_approval
from portal.actors import actor_for
from portal.clusters import server_now
from portal.demo_clock import set_clock
from portal.display import KST
from portal.models import Approval, User
from portal.roles import Actor
from portal.rules.approvals import Verdict
from reviews.models import Review, Seat

ADDITIONAL = "2026-additional"


def who(email: str) -> Actor:
    """The person behind a demo account, with the roles held now."""
    return actor_for(User.objects.get(email=email))


def manager() -> Actor:
    """담당자, who asks."""
    return who("manager@demo.test")


def secretary() -> Actor:
    """간사."""
    return who("secretary@demo.test")


def approve(asked: Approval) -> None:
    """The other agency's manager reads the request and approves it a few minutes later."""
    pass_time(minutes=5)
    answer_approval(approval=asked, verdict=Verdict.APPROVED, actor=who("approver@demo.test"), now=server_now())


def until(text: str) -> None:
    """Let the clock stand at this moment of Seoul, "2026-02-12 16:00", unless it has gone by."""
    moment = datetime.fromisoformat(text).replace(tzinfo=KST)
    if server_now() < moment:
        set_clock(moment)


def pass_time(*, minutes: int) -> None:
    """Let some minutes pass."""
    set_clock(server_now() + timedelta(minutes=minutes))


def the_round(reference: str = ADDITIONAL) -> Round:
    """The round as it stands."""
    return Round.objects.with_card().get(reference=reference)


def the_review(stage: str) -> Review:
    """One of its reviews."""
    return Review.objects.get(round__reference=ADDITIONAL, stage=stage)


def the_application(team: str, reference: str = ADDITIONAL) -> Application:
    """A team's application."""
    return Application.objects.get(round__reference=reference, team_name=team)


def seats() -> dict[str, Seat]:
    """The seats of the panel by label."""
    return {seat.label: seat for seat in Seat.objects.filter(panel__round__reference=ADDITIONAL).select_related("user")}
