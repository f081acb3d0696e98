"""A lost second factor: two people of two agencies take it away, its owner sets up another one."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.accounts import devices
from portal.actions.approvals import request_approval
from portal.errors import BrokenRule, NotNow, Problem
from portal.models import Approval, User
from portal.permissions import RECOVER
from portal.roles import Actor


@transaction.atomic
def request_recovery(*, email: str, reason: str, actor: Actor, now: datetime) -> Approval:
    """Ask the other agency to remove the second factors of an account.

    Raises NotPermitted (also for one's own account), NotNow, or BrokenRule when there is no such account or it has
    no second factor. Nobody chooses a password or a factor for somebody else.
    """
    user = User.objects.filter(email__iexact=email, is_active=True).first()
    if user is None:
        raise BrokenRule(Problem("no_such_account", field_name="email"))
    if not Authenticator.objects.filter(user=user).exists():
        raise BrokenRule(Problem("no_second_factor", field_name="email"))
    return request_approval(
        verb=RECOVER,
        subject=f"account/{user.pk}",
        payload={"email": user.email},
        reason=reason,
        actor=actor,
        now=now,
    )


def recover_factor(*, approval: Approval, payload: Mapping[str, Any], actor: Actor, now: datetime) -> None:
    """Run an approved `factor.recover`: payload {email}. Raises NotNow when the account is gone.

    The password stays, every factor and every session goes, and the person is told by mail.
    """
    user = User.objects.filter(email=payload["email"], is_active=True).first()
    if user is None:
        raise NotNow("no_such_account")
    Authenticator.objects.filter(user=user).delete()
    devices.end(Q(), user.pk, now)
    devices.tell(user, "factor_recovered", now, key=approval.reference, reference=approval.reference)


def describe_recovery(payload: Mapping[str, Any]) -> Sequence[tuple[Any, Any, Any]]:
    """What the approver reads: whose factors go, and what that person must do."""
    return [
        (_("Account"), "", payload["email"]),
        (_("Second factor"), "", _("Every passkey, app and recovery code is removed")),
        (_("Sessions"), "", _("All are ended; the person logs in again and sets up a new second factor")),
    ]
