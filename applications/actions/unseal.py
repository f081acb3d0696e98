"""개찰: what was received becomes readable to staff, after the list of it was sealed at the deadline."""

from datetime import datetime

from django.db import transaction

from applications import lifecycle, permissions
from applications.models import Round
from portal import audit
from portal.errors import NotNow, require
from portal.roles import Actor


@transaction.atomic
def unseal(*, round_id: int, actor: Actor, now: datetime) -> Round:
    """Begin the screening of a closed round. Raises NotPermitted, or NotNow in another state or without a manifest."""
    round_ = Round.objects.select_for_update().get(pk=round_id)
    require(permissions.may_unseal(actor, round_))
    move = lifecycle.pick("round.unseal", round_.status)
    manifest = round_.close_manifests.order_by("pk").last()
    if manifest is None:
        raise NotNow("no_close_manifest")
    round_.enter(move)
    audit.record(
        actor=actor,
        verb=move.verb,
        subject=round_.reference,
        at=now,
        chain=round_.chain,
        data={"manifest": manifest.root, "count": manifest.count},
    )
    return round_
