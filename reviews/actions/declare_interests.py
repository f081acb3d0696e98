"""이해관계 확인서 and 회피: a member says for each application whether there is a conflict of interest."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from portal import audit
from portal.errors import BrokenRule, NotNow, Problem, require
from portal.roles import Actor
from reviews import permissions, queries
from reviews.models import InterestDeclaration, Recusal, Review, Seat
from reviews.rules.conflicts import RecusalKind
from reviews.rules.panel import Interest, without_reason


@transaction.atomic
def declare_interests(
    *, round_id: int, interests: Sequence[Interest], actor: Actor, now: datetime
) -> list[InterestDeclaration]:
    """Record declarations; a conflict is a recusal from that application at once, and there is no way back here.

    A recusal takes nothing away from a review that is closed or a session that has ended: it counts from the next
    review on, and where none follows the declaration stands in the record and changes nothing that was counted.
    Raises Seat.DoesNotExist for who holds no seat; NotNow before the pledges or the screening, or for an application
    that is not (or no longer) the member's to see; BrokenRule for a conflict without a reason.
    """
    own = permissions.visible_seats(actor).get(panel__round=round_id)
    # Reviews before the seat, as signing does; waits for a closing in flight.
    list(Review.objects.select_for_update().filter(round=round_id))
    Seat.objects.select_for_update().get(pk=own.pk)
    seat = permissions.visible_seats(actor).get(pk=own.pk)
    require(permissions.may_declare(seat))
    if left := without_reason(interests):
        raise BrokenRule(*(Problem("conflict_reason_missing", {}, reference) for reference in left))
    visible = {each.reference: each for each in permissions.visible_to_seat(seat)}
    if any(interest.application not in visible for interest in interests):
        raise NotNow("state_changed")
    counting = queries.counting(seat.panel.round)
    declared = InterestDeclaration.objects.bulk_create(
        InterestDeclaration(
            seat=seat,
            application=visible[interest.application],
            has_conflict=interest.has_conflict,
            reason=interest.reason.strip(),
            declared_at=now,
        )
        for interest in interests
    )
    Recusal.objects.bulk_create(
        Recusal(
            seat=seat,
            application=declaration.application,
            kind=RecusalKind.RECUSAL.value,
            from_stage=stage.value,
            reason=declaration.reason,
            recorded_by_id=actor.user_id,
            recorded_at=now,
        )
        for declaration in declared
        if declaration.has_conflict and (stage := counting.recusal_stage(declaration.application_id)) is not None
    )
    audit.record(
        actor=actor,
        verb="interest.declare",
        subject=f"{seat.panel.round.reference}/{seat.label}",
        at=now,
        chain=seat.panel.round.chain,
        data={
            "declared": [
                {
                    "application": each.application,
                    "has_conflict": each.has_conflict,
                    "reason": each.reason.strip(),
                    "counts_from": counting.recusal_stage(visible[each.application].pk) if each.has_conflict else None,
                }
                for each in interests
            ]
        },
    )
    return declared
