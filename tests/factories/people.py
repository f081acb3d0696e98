"""People, their roles, and organisations."""

from itertools import count

from portal.actions.approvals import answer_approval
from portal.actions.roles import bootstrap, request_grant
from portal.actors import actor_for
from portal.clusters import server_now
from portal.models import Organisation, RoleGrant, User
from portal.roles import Actor, Agency, Role
from portal.rules.approvals import Verdict

PASSWORD = "correct horse battery"
_numbers = count(1)


def make_user(email: str = "", name: str = "홍길동") -> User:
    """An active account; the password hash is cheap only if the test settings say so."""
    return User.objects.create_user(email or f"person{next(_numbers)}@example.test", PASSWORD, name=name)


def person(email: str = "", name: str = "홍길동") -> Actor:
    """An actor without any role."""
    return actor_for(make_user(email, name))


def staff(role: Role, agency: Agency, email: str = "") -> Actor:
    """An actor who holds a role now: asked for by one of the first managers, approved by the other."""
    user = make_user(email, f"{role} {agency}")
    asks, answers = _first_managers()
    now = server_now()
    asked = request_grant(email=user.email, role=role, agency=agency, days=90, reason="채용", actor=asks, now=now)
    answer_approval(approval=asked, verdict=Verdict.APPROVED, actor=answers, now=now)
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


def _first_managers() -> tuple[Actor, Actor]:
    """Those of NIPA and NIA whom `bootstrap` made, by this factory or by the test."""
    first = RoleGrant.objects.filter(approval=None).select_related("user")
    if not first:
        pair = [(make_user(name=f"first {agency}"), agency) for agency in (Agency.NIPA, Agency.NIA)]
        bootstrap(managers=pair, now=server_now())
        first = first.all()
    by_agency = {grant.agency: actor_for(grant.user) for grant in first}
    return by_agency[Agency.NIPA], by_agency[Agency.NIA]
