"""발표 시간표: staff set order and times of one sitting; what has begun keeps its time."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from applications.models import Application
from portal import audit
from portal.errors import BrokenRule, NotNow, require
from portal.roles import Actor
from reviews import notices, permissions
from reviews.lifecycle import ReviewStatus, SessionStatus, reviewed_in
from reviews.models import Review, Session
from reviews.rules import timetable
from reviews.rules.timetable import Slot


@transaction.atomic
def set_timetable(*, review_id: int, slots: Sequence[Slot], actor: Actor, now: datetime) -> list[Session]:
    """Set the newest sitting's order and times: one slot for each of its applications. Teams whose time is new or has
    changed are told by mail.

    Raises NotPermitted, NotNow once the review is closed, BrokenRule with everything that is wrong.
    """
    review = Review.objects.select_for_update(of=["self"]).select_related("round__card").get(pk=review_id)
    require(permissions.may_run_meeting(actor, review.round))
    if review.status != ReviewStatus.COLLECTING:
        raise NotNow("review_closed")
    sitting = review.sessions.aggregate(newest=Max("sitting"))["newest"] or 1
    applications = _applications(review, sitting)
    planned = {session.application_id: session for session in review.sessions.filter(sitting=sitting)}
    found = timetable.problems(slots, applications.keys())
    if found:
        raise BrokenRule(*found)
    ordered = timetable.in_order(slots)
    sessions = []
    for position, slot in enumerate(ordered, start=1):
        session = planned.get(applications[slot.ref].pk) or Session(
            review=review, application=applications[slot.ref], sitting=sitting
        )
        times = (session.starts_at, session.ends_at)
        is_new = times != (slot.starts_at, slot.ends_at)
        if session.status != SessionStatus.SCHEDULED and is_new:
            raise NotNow("session_has_begun")
        session.position, session.starts_at, session.ends_at = position, slot.starts_at, slot.ends_at
        session.save()
        sessions.append(session)
        if is_new:
            notices.tell_presentation_time(session, now=now)
    audit.record(
        actor=actor,
        verb="timetable.set",
        subject=f"{review.round.reference}/{review.stage}",
        at=now,
        chain=review.round.chain,
        data={
            "sitting": sitting,
            "slots": [
                {"application": slot.ref, "from": audit.timestamp(slot.starts_at), "to": audit.timestamp(slot.ends_at)}
                for slot in ordered
            ],
        },
    )
    return sessions


def _applications(review: Review, sitting: int) -> dict[str, Application]:
    """Who presents in this sitting: everybody under review in the first, those reopened in a further one."""
    if sitting > 1:
        found = Application.objects.filter(sessions__review=review, sessions__sitting=sitting)
    else:
        statuses = reviewed_in(review.stage, has_written=review.round.card.read().has_written)
        found = Application.objects.filter(round=review.round, status__in=statuses)
    return {application.reference: application for application in found.order_by("reference")}
