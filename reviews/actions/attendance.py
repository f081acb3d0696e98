"""출석: staff record who came into the room and who left it, and when."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Greatest

from portal import audit
from portal.errors import BrokenRule, NotNow, Problem, require
from portal.roles import Actor
from reviews import permissions
from reviews.lifecycle import ReviewStatus, Stage
from reviews.models import Attendance, Ballot, Panel, PledgeSignature, Review, Seat, Session, Signature
from reviews.rules.presence import Step, problem_with_step


@transaction.atomic
def record_attendance(
    *, round_id: int, seats: Sequence[str], came_in: bool, at: datetime, actor: Actor, now: datetime
) -> list[Attendance]:
    """Record that these seats ("P1") came in or left at this moment.

    Raises NotPermitted, NotNow while no presentation review is collecting, BrokenRule for a seat that cannot have
    made this step (`rules.presence.problem_with_step`) or comes in without having pledged.
    """
    # The lock that the end of a session takes: who was in the room is settled before or after it, never beside it.
    review = Review.objects.select_for_update().filter(round=round_id, stage=Stage.PRESENTATION).first()
    panel = Panel.objects.select_for_update(of=["self"]).select_related("round__card").get(round=round_id)
    require(permissions.may_run_meeting(actor, panel.round))
    if review is None or review.status != ReviewStatus.COLLECTING:
        raise NotNow("review_closed")
    known = {seat.label: seat for seat in _seats(panel, review).filter(label__in=seats)}
    pledges = len(panel.round.card.document["pledges"])
    step = {"pledges": pledges, "came_in": came_in, "at": at, "now": now}
    found = [_problem(known.get(label), label=label, **step) for label in seats]
    if problems := [problem for problem in found if problem is not None]:
        raise BrokenRule(*problems)
    recorded = Attendance.objects.bulk_create(
        Attendance(panel=panel, seat=known[label], came_in=came_in, at=at, recorded_by_id=actor.user_id)
        for label in seats
    )
    audit.record(
        actor=actor,
        verb="attendance.record",
        subject=panel.round.reference,
        at=now,
        chain=panel.round.chain,
        data={"seats": list(seats), "came_in": came_in, "at": audit.timestamp(at)},
    )
    return recorded


def _seats(panel: Panel, review: Review) -> Any:
    """The seats with their steps and `settled_until`: the latest of the end of the last finished session and the
    seat's own last hand-in; one statement.
    """
    own = {"seat": OuterRef("pk")}
    steps = Attendance.objects.filter(**own).order_by("pk")
    ended = Session.objects.filter(review=review, ended_at__isnull=False).order_by("-ended_at")
    cast = Ballot.objects.filter(session__review=review, **own).order_by("-cast_at")
    signed = Signature.objects.filter(review=review, **own).order_by("-signed_at")
    return Seat.objects.filter(panel=panel, dismissed_at__isnull=True).annotate(
        pledges_signed=Subquery(
            PledgeSignature.objects.filter(**own).order_by().values("seat").annotate(found=Count("pk")).values("found")
        ),
        step_times=ArraySubquery(steps.values("at")),
        step_ways=ArraySubquery(steps.values("came_in")),
        # GREATEST of PostgreSQL leaves nulls out.
        settled_until=Greatest(
            Subquery(ended.values("ended_at")[:1]),
            Subquery(cast.values("cast_at")[:1]),
            Subquery(signed.values("signed_at")[:1]),
        ),
    )


def _problem(seat: Any, *, label: str, pledges: int, came_in: bool, at: datetime, now: datetime) -> Problem | None:
    if seat is None:
        return Problem("no_such_seat", {"seat": label}, "seats")
    if came_in and (seat.pledges_signed or 0) < pledges:
        return Problem("seat_has_not_pledged", {"seat": label}, "seats")
    steps = [Step(*step) for step in zip(seat.step_times, seat.step_ways, strict=True)]
    code = problem_with_step(steps, came_in=came_in, at=at, now=now, settled_until=seat.settled_until)
    return Problem(code, {"seat": label}, "seats") if code else None
