"""위원장 호선: the members present elect one of them; staff record it."""

from datetime import datetime

from django.db import transaction

from applications.models import Application
from portal import audit
from portal.errors import BrokenRule, NotNow, Problem, require
from portal.roles import Actor
from reviews import permissions
from reviews.models import ChairElection, Panel, Seat, stepped_back


@transaction.atomic
def elect_chair(*, seat_id: int, actor: Actor, now: datetime, application_id: int | None = None) -> ChairElection:
    """Record the panel's chair, or with an application the acting chair for that one; the newest counts.

    Raises NotPermitted; NotNow for a dismissed seat or when the panel is over; BrokenRule for a seat that has
    stepped back from the application.
    """
    panel = Panel.objects.select_for_update().get(seats=seat_id)
    seat = Seat.objects.select_related("panel__round").get(pk=seat_id)
    round_ = seat.panel.round
    require(permissions.may_elect_chair(actor, round_))
    if seat.dismissed_at is not None:
        raise NotNow("seat_dismissed")
    application = None
    if application_id is not None:
        application = Application.objects.get(pk=application_id, round=round_)
        if Seat.objects.filter(stepped_back(seat=seat, application=application), pk=seat.pk).exists():
            raise BrokenRule(Problem("chair_is_recused", {}, "seat"))
    election = ChairElection.objects.create(
        panel=panel, seat=seat, application=application, recorded_by_id=actor.user_id, elected_at=now
    )
    audit.record(
        actor=actor,
        verb="panel.elect_chair",
        subject=f"{round_.reference}/{seat.label}",
        at=now,
        chain=round_.chain,
        data={"application": application.reference if application else None},
    )
    return election
