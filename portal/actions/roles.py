"""Roles: the first two managers once, every later grant by two people, each for a time."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal import audit, wording
from portal.actions.approvals import request_approval
from portal.errors import BrokenRule, NotNow, Problem
from portal.models import Approval, RoleGrant, User
from portal.roles import SYSTEM, Actor, Agency, Role

GRANT_LASTS = timedelta(days=365)


@transaction.atomic
def bootstrap(*, managers: Sequence[tuple[User, Agency]], now: datetime) -> None:
    """Make the first two managers, once. Raises NotNow when any role was ever granted, ValueError unless two."""
    people = {user.pk for user, _agency in managers}
    if len(people) != 2:  # noqa: PLR2004 (two people is the point)
        raise ValueError("bootstrap makes exactly two managers")
    if RoleGrant.objects.exists():
        raise NotNow("bootstrap_done")
    for user, agency in managers:
        RoleGrant.objects.create(user=user, role=Role.MANAGER, agency=agency, starts_at=now, ends_at=now + GRANT_LASTS)
    audit.record(
        actor=SYSTEM,
        verb="role.bootstrap",
        subject="house",
        at=now,
        data={"managers": [{"user": user.pk, "agency": agency} for user, agency in managers]},
    )


@transaction.atomic
def request_grant(
    *, email: str, role: Role, agency: Agency, days: int, reason: str, actor: Actor, now: datetime
) -> Approval:
    """Ask a second manager for a role. Raises NotPermitted, NotNow, or BrokenRule when there is no such account.

    The subject names the account by its number: a chain shows no names.
    """
    user = User.objects.filter(email__iexact=email, is_active=True).first()
    if user is None:
        raise BrokenRule(Problem("no_such_account", field_name="email"))
    return request_approval(
        verb="role.grant",
        subject=f"account/{user.pk}",
        payload={"email": user.email, "role": role, "agency": agency, "days": days},
        reason=reason,
        actor=actor,
        now=now,
    )


def grant_approved_role(*, approval: Approval, payload: Mapping[str, Any], actor: Actor, now: datetime) -> None:
    """Run an approved `role.grant`: payload {email, role, agency, days}. Raises NotNow when the account is gone."""
    user = User.objects.filter(email=payload["email"], is_active=True).first()
    if user is None:
        raise NotNow("no_such_account")
    RoleGrant.objects.create(
        user=user,
        role=Role(payload["role"]),
        agency=Agency(payload["agency"]),
        starts_at=now,
        ends_at=now + timedelta(days=payload["days"]),
        approval=approval,
    )


def describe_grant(payload: Mapping[str, Any]) -> Sequence[tuple[Any, Any, Any]]:
    """What the approver reads: who gets which role, where, for how long."""
    return [
        (_("Account"), "", payload["email"]),
        (_("Role"), "", wording.ROLE[Role(payload["role"])]),
        (_("Agency"), "", wording.AGENCY[Agency(payload["agency"])]),
        (_("For so many days"), "", str(payload["days"])),
    ]
