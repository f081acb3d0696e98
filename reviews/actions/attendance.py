"""출석: staff record who came into the room and who left it, and when."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from portal import audit
from portal.errors import BrokenRule, NotNow, Problem, require
from portal.roles import Actor
from reviews import permissions
from reviews.lifecycle import ReviewStatus, Stage
from reviews.models import Attendance, Ballot, Panel, Review, Seat, Sheet
from reviews.rules.presence import Step, problem_with_step


@transaction.atomic
def record_attendance(
    *, round_id: int, seats: Sequence[str], came_in: bool, at: datetime, actor: Actor, now: datetime
) -> list[Attendance]:
    """Record that these seats ("P1") came in or left at this moment.

    Raises NotPermitted, NotNow while no presentation review is collecting, BrokenRule for a seat that cannot have
    made this step (`rules.presence.problem_with_step`).
    """
    panel = Panel.objects.select_for_update(of=["self"]).select_related("round").get(round=round_id)
    require(permissions.may_run_meeting(actor, panel.round))
    review = Review.objects.filter(round=round_id, stage=Stage.PRESENTATION, status=ReviewStatus.COLLECTING).first()
    if review is None:
        raise NotNow("review_closed")
    known = {seat.label: seat for seat in Seat.objects.filter(panel=panel, dismissed_at__isnull=True)}
    found = [_problem(known.get(label), review, label=label, came_in=came_in, at=at, now=now) for label in seats]
    if problems := [problem for problem in found if problem is not None]:
        raise BrokenRule(*problems)
    recorded = [
        Attendance.objects.create(panel=panel, seat=known[label], came_in=came_in, at=at, recorded_by_id=actor.user_id)
        for label in seats
    ]
    audit.record(
        actor=actor,
        verb="attendance.record",
        subject=panel.round.reference,
        at=now,
        chain=panel.round.chain,
        data={"seats": list(seats), "came_in": came_in, "at": audit.timestamp(at)},
    )
    return recorded


def _problem(
    seat: Seat | None, review: Review, *, label: str, came_in: bool, at: datetime, now: datetime
) -> Problem | None:
    if seat is None:
        return Problem("no_such_seat", {"seat": label}, "seats")
    steps = [Step(*step) for step in seat.attendance.order_by("pk").values_list("at", "came_in")]
    code = problem_with_step(steps, came_in=came_in, at=at, now=now, settled_until=_settled_until(seat, review))
    return Problem(code, {"seat": label}, "seats") if code else None


def _settled_until(seat: Seat, review: Review) -> datetime | None:
    """The latest of the end of the last finished session and the seat's own last hand-in."""
    moments = [
        review.sessions.aggregate(last=Max("ended_at"))["last"],
        Ballot.objects.filter(seat=seat, session__review=review).aggregate(last=Max("cast_at"))["last"],
        Sheet.objects.filter(seat=seat, review=review).aggregate(last=Max("signed_at"))["last"],
    ]
    return max((moment for moment in moments if moment is not None), default=None)
