"""The clock begins to accept applications."""

from datetime import datetime

from django.db import transaction

from applications import lifecycle
from applications.models import Round
from portal import audit
from portal.errors import NotNow
from portal.roles import SYSTEM


@transaction.atomic
def start_round(*, round_id: int, now: datetime) -> Round:
    """Open an announced round's window, by SYSTEM. Raises NotNow before it begins or in any other state."""
    round_ = Round.objects.select_for_update().get(pk=round_id)
    move = lifecycle.pick("round.start", round_.status)
    if round_.opens_at is None or now < round_.opens_at:
        raise NotNow("window_not_begun")
    round_.enter(move)
    audit.record(actor=SYSTEM, verb=move.verb, subject=round_.reference, at=now, chain=round_.chain, data={})
    return round_
