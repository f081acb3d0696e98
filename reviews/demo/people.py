"""Accounts and roles of the demo: two managers by bootstrap, the others through two people."""

from django.contrib.auth.hashers import make_password

from portal.actions.roles import bootstrap, request_grant
from portal.clusters import server_now
from portal.models import RoleGrant, User
from reviews.demo import cast
from reviews.demo.scene import approve, manager


def make_accounts() -> None:
    """Every account of the cast; those that stand already stay."""
    names = {
        **{email: name for email, (name, _agency) in cast.MANAGERS.items()},
        **{email: name for email, (name, _role, _agency) in cast.STAFF.items()},
        **cast.APPLICANTS,
        **{email: name for email, (name, _place) in cast.PANEL.items()},
    }
    # One hash for all: they share a published password, and hashing each would take most of the demo's time.
    password = make_password(cast.PASSWORD)
    standing = set(User.objects.values_list("email", flat=True))
    User.objects.bulk_create(
        User(email=email, name=name, password=password) for email, name in names.items() if email not in standing
    )


def grant_roles() -> None:
    """The first two managers by `bootstrap`, every other role by their two approvals."""
    if not RoleGrant.objects.exists():
        users = {user.email: user for user in User.objects.filter(email__in=cast.MANAGERS)}
        bootstrap(
            managers=[(users[email], agency) for email, (_name, agency) in cast.MANAGERS.items()], now=server_now()
        )
    for email, (_name, role, agency) in cast.STAFF.items():
        if not RoleGrant.objects.filter(user__email=email).exists():
            asked = request_grant(
                email=email,
                role=role,
                agency=agency,
                days=365,
                reason="추가 공모 운영 인력입니다.",
                actor=manager(),
                now=server_now(),
            )
            approve(asked)
