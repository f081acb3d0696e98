"""해촉: a seat takes no further part; what it signed before stays in the records and counts no more."""

from datetime import datetime

from django.db import transaction

from portal import audit
from portal.errors import NotNow, require
from portal.models import Approval
from portal.roles import Actor
from reviews import permissions
from reviews.models import Panel, Review, Seat


@transaction.atomic
def dismiss(*, seat_id: int, reason: str, actor: Actor, now: datetime, approval: Approval | None = None) -> Seat:
    """Dismiss a member.

    Raises NotPermitted; NotNow when the seat is dismissed already, the panel is over or being counted, or fixed
    and no approval given.
    """
    # Waits for a closing in flight, as `appoint` does.
    list(Review.objects.select_for_update().filter(round__panel__seats=seat_id))
    panel = Panel.objects.select_for_update().get(seats=seat_id)
    seat = Seat.objects.select_related("panel__round").get(pk=seat_id)
    round_ = seat.panel.round
    fixed = permissions.is_fixed(panel)
    require(permissions.may_change_panel(actor, round_, fixed=fixed, approved=approval is not None))
    if seat.dismissed_at is not None:
        raise NotNow("seat_dismissed")
    seat.dismissed_at = now
    seat.save(update_fields=["dismissed_at"])
    audit.record(
        actor=actor,
        verb="panel.dismiss",
        subject=f"{round_.reference}/{seat.label}",
        at=now,
        chain=round_.chain,
        data={"reason": reason, "approval": approval.reference if approval else None},
    )
    return seat
