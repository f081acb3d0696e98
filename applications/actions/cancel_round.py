"""Cancel a round by two people, until its applications have been opened."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from applications import lifecycle, notices
from applications.models import Round
from portal import audit
from portal.actions.approvals import request_approval
from portal.models import Approval
from portal.roles import Actor


@transaction.atomic
def request_cancelling(*, round_id: int, reason: str, actor: Actor, now: datetime) -> Approval:
    """Ask the other agency to cancel the round. `reason` is published. Raises NotPermitted or NotNow."""
    round_ = Round.objects.select_for_update().get(pk=round_id)
    return request_approval(
        verb="round.cancel",
        subject=round_.reference,
        payload={"reason": reason, "status": round_.status},
        reason=reason,
        actor=actor,
        now=now,
    )


@transaction.atomic
def cancel_approved_round(*, approval: Approval, payload: Mapping[str, Any], actor: Actor, now: datetime) -> None:
    """Run an approved `round.cancel` and tell everybody in the consortia. Raises NotNow when it is too late."""
    round_ = Round.objects.select_for_update().get(reference=approval.subject)
    move = lifecycle.pick("round.cancel", round_.status)
    round_.enter(move)
    audit.record(
        actor=actor,
        verb=move.verb,
        subject=round_.reference,
        at=now,
        chain=round_.chain,
        data={"approval": approval.reference, "reason": payload["reason"]},
    )
    notices.round_cancelled(round_, reason=payload["reason"], now=now)
