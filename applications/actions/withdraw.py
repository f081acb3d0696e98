"""Take an application back (철회); what was submitted stays on file."""

from datetime import datetime

from django.db import transaction

from applications import lifecycle
from applications.actions.doors import own_locked
from applications.models import Withdrawal
from applications.permissions import may_withdraw
from portal import audit, outbox
from portal.errors import require
from portal.roles import Actor


@transaction.atomic
def withdraw_application(*, application_id: int, reason: str, actor: Actor, now: datetime) -> Withdrawal:
    """Withdraw a submitted application, before or after the deadline.

    Raises Absent, NotPermitted, or NotNow once the eligibility check has been finished.
    """
    application = own_locked(actor, application_id)
    require(may_withdraw(actor, application))
    move = lifecycle.pick("withdraw", application.status)
    withdrawal = Withdrawal.objects.create(
        application=application, reason=reason, withdrawn_by_id=actor.user_id, withdrawn_at=now
    )
    application.enter(move)
    outbox.put("withdrawal", withdrawal.pk)
    audit.record(
        actor=actor,
        verb=move.verb,
        subject=application.reference,
        at=now,
        chain=application.round.chain,
        data={"reason": reason},
    )
    return withdrawal
