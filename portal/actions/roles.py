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
from portal.registry import registry
from portal.roles import SYSTEM, Actor, Agency, Role

GRANT_LASTS = timedelta(days=365)


@transaction.atomic
def bootstrap(*, managers: Sequence[tuple[User, Agency]], now: datetime) -> None:
    """Make the first two managers, once: of two agencies, as each further role needs a manager of either.

    Raises NotNow when any role was ever granted, ValueError unless they are two people of two agencies.
    """
    people, agencies = ({pair[place] for pair in managers} for place in (0, 1))
    if {len(managers), len(people), len(agencies)} != {2}:
        raise ValueError("bootstrap makes exactly two managers, of two agencies")
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
    """Ask a manager of another agency for a role.

    Raises NotPermitted, NotNow, or BrokenRule when there is no such account or something keeps it from a role. The
    subject names the account by its number: a chain shows no names.
    """
    user = User.objects.filter(email__iexact=email, is_active=True).first()
    if user is None:
        raise BrokenRule(Problem("no_such_account", field_name="email"))
    if code := _obstacle(user, agency, now):
        raise BrokenRule(Problem(code, field_name="email"))
    return request_approval(
        verb="role.grant",
        subject=f"account/{user.pk}",
        payload={"email": user.email, "role": role, "agency": agency, "days": days},
        reason=reason,
        actor=actor,
        now=now,
    )


def grant_approved_role(*, approval: Approval, payload: Mapping[str, Any], actor: Actor, now: datetime) -> None:
    """Run an approved `role.grant`: payload {email, role, agency, days}.

    Raises NotNow when the account is gone, or something has come up meanwhile that keeps it from a role.
    """
    # Locked: of two grants to one person the second sees the first.
    accounts = User.objects.select_for_update(no_key=True).filter(email=payload["email"], is_active=True)
    user, agency = accounts.first(), Agency(payload["agency"])
    if user is None:
        raise NotNow("no_such_account")
    if code := _obstacle(user, agency, now):
        raise NotNow(code)
    RoleGrant.objects.create(
        user=user,
        role=Role(payload["role"]),
        agency=agency,
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


def _obstacle(user: User, agency: Agency, now: datetime) -> str | None:
    """The code of what keeps this account from a role of this agency, or None."""
    if RoleGrant.objects.filter(user=user, ends_at__gt=now).exclude(agency=agency).exists():
        return "roles_of_one_agency"
    return next((code for hook in registry.role_obstacles if (code := hook(user))), None)
