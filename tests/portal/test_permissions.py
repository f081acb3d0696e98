"""The scopes of the house show their rows to those who have the page, and none to anybody else."""

import pytest

from portal import outbox, permissions
from portal.actions.roles import request_grant
from portal.actions.tokens import create_token
from portal.clusters import server_now
from portal.errors import NotPermitted
from portal.middleware.access import AccessKind
from portal.models import AccessEntry, Approval, LoginSession
from portal.roles import ANONYMOUS, Agency, Role
from tests.factories import people

pytestmark = pytest.mark.django_db


def auditor():
    return people.staff(Role.AUDITOR, Agency.MSIT)


def ministry():
    return people.staff(Role.MINISTRY, Agency.MSIT)


WHO = {
    "person": people.person,
    "secretary": people.secretary,
    "manager": people.manager,
    "ministry": ministry,
    "auditor": auditor,
    "anonymous": lambda: ANONYMOUS,
}
DESK, WATCHED, AUDIT = {"secretary", "manager"}, {"secretary", "manager", "auditor"}, {"auditor"}


@pytest.fixture
def rows():
    """One row in each of the scopes."""
    asks, now = people.manager(), server_now()
    request_grant(
        email=people.make_user().email, role=Role.SECRETARY, agency=Agency.NIA, days=9, reason="", actor=asks, now=now
    )
    outbox.put("mail", 1)
    AccessEntry.objects.create(
        at=now, user_id=asks.user_id, label="", network="", kind=AccessKind.READ, method="GET", door="", subject="",
        status=200, code="", reason="",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("scope", "sees"),
    [
        (permissions.visible_approvals, WATCHED),
        (permissions.visible_grants, WATCHED),
        (permissions.visible_work, DESK),
        (permissions.visible_audit_events, AUDIT),
        (permissions.visible_access_entries, AUDIT),
    ],
)
def test_scope_is_for_those_who_have_the_page(rows, scope, sees):
    assert {name for name, who in WHO.items() if scope(who()).exists()} == sees


def test_tokens_and_sessions_are_ones_own():
    own, other, now = people.person(), people.person(), server_now()
    create_token(name="우리 시스템", scopes=["applications:read"], actor=own, now=now)
    LoginSession.objects.create(
        reference="x", user_id=own.user_id, session_key="x", device="x", started_at=now, last_used_at=now
    )

    for scope in (permissions.visible_tokens, permissions.visible_sessions):
        assert [scope(who).count() for who in (own, other, ANONYMOUS)] == [1, 0, 0]


def test_create_token_is_for_accounts():
    with pytest.raises(NotPermitted, match="login_needed"):
        create_token(name="x", scopes=["applications:read"], actor=ANONYMOUS, now=server_now())


def test_answerable_are_requests_of_another_agency(rows):
    def waiting(actor):
        return Approval.objects.filter(permissions.answerable(actor), answer=None).count()

    assert (waiting(people.approver()), waiting(people.manager())) == (1, 0)
