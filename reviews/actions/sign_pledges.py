"""청렴서약, 보안서약: signed by the member on the very text of the rule card."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from portal import audit
from portal.canonical import canonical, sha256_hex
from portal.errors import BrokenRule, Problem, require
from portal.roles import Actor
from reviews import permissions
from reviews.models import Panel, PledgeSignature


@transaction.atomic
def sign_pledges(*, round_id: int, codes: Collection[str], actor: Actor, now: datetime) -> list[PledgeSignature]:
    """Sign every pledge of the card at once. From the first signature on the panel is fixed (two people).

    Raises Seat.DoesNotExist for who holds no seat, NotNow when they are signed, BrokenRule when one is left out.
    """
    # The panel's row orders this against appointments and dismissals.
    Panel.objects.select_for_update().get(round=round_id)
    seat = permissions.visible_seats(actor).get(panel__round=round_id)
    require(permissions.may_sign_pledges(seat))
    round_ = seat.panel.round
    pledges = round_.card.document["pledges"]
    if left := [pledge["code"] for pledge in pledges if pledge["code"] not in codes]:
        raise BrokenRule(*(Problem("pledge_not_accepted", {}, code) for code in left))
    signed = PledgeSignature.objects.bulk_create(
        PledgeSignature(seat=seat, code=pledge["code"], text_sha256=sha256_hex(canonical(pledge)), signed_at=now)
        for pledge in pledges
    )
    audit.record(
        actor=actor,
        verb="pledge.sign",
        subject=f"{round_.reference}/{seat.label}",
        at=now,
        chain=round_.chain,
        data={"pledges": {pledge.code: pledge.text_sha256 for pledge in signed}},
    )
    return signed
