"""People, their roles, and organisations."""

from datetime import timedelta
from itertools import count

from portal.actors import actor_for
from portal.clusters import server_now
from portal.models import Organisation, RoleGrant, User
from portal.roles import Actor, Agency, Role

PASSWORD = "correct horse battery"
_numbers = count(1)


def make_user(email: str = "", name: str = "홍길동") -> User:
    """An active account; the password hash is cheap only if the test settings say so."""
    return User.objects.create_user(email or f"person{next(_numbers)}@example.test", PASSWORD, name=name)


def person(email: str = "", name: str = "홍길동") -> Actor:
    """An actor without any role."""
    return actor_for(make_user(email, name))


def staff(role: Role, agency: Agency, email: str = "") -> Actor:
    """An actor who holds a role now."""
    user, now = make_user(email, f"{role} {agency}"), server_now()
    RoleGrant.objects.create(user=user, role=role, agency=agency, starts_at=now, ends_at=now + timedelta(days=90))
    return actor_for(user)


def manager() -> Actor:
    """담당자 of NIPA, which asks for approvals in the sample rule card."""
    return staff(Role.MANAGER, Agency.NIPA)


def approver() -> Actor:
    """A manager of NIA, which approves."""
    return staff(Role.MANAGER, Agency.NIA)


def secretary() -> Actor:
    """간사."""
    return staff(Role.SECRETARY, Agency.NIPA)


def organisation(name: str = "", registration_no: str = "999-81-00015") -> Organisation:
    """An organisation under an alias name."""
    made = Organisation.named(name or f"가람 {next(_numbers)}", registration_no=registration_no)
    made.save()
    return made
