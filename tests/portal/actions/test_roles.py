"""Roles: bootstrap once, then two people."""

import pytest

from portal.actions.approvals import answer_approval, payload_of
from portal.actions.roles import bootstrap, request_grant
from portal.actors import actor_for
from portal.clusters import server_now
from portal.errors import BrokenRule, NotNow, NotPermitted
from portal.models import AuditEvent, RoleGrant
from portal.roles import Agency, Role
from portal.rules.approvals import Verdict
from tests.factories import people

pytestmark = pytest.mark.django_db


def test_bootstrap_makes_two_managers_once():
    pair = [(people.make_user(), Agency.NIPA), (people.make_user(), Agency.NIA)]

    bootstrap(managers=pair, now=server_now())

    assert [(actor_for(user).roles, actor_for(user).agency) for user, _ in pair] == [
        (frozenset({Role.MANAGER}), Agency.NIPA),
        (frozenset({Role.MANAGER}), Agency.NIA),
    ]
    assert AuditEvent.objects.filter(verb="role.bootstrap").count() == 1
    with pytest.raises(NotNow, match="bootstrap_done"):
        bootstrap(managers=pair, now=server_now())


def test_bootstrap_needs_two_people():
    user = people.make_user()

    with pytest.raises(ValueError, match="two managers"):
        bootstrap(managers=[(user, Agency.NIPA), (user, Agency.NIA)], now=server_now())
    assert not RoleGrant.objects.exists()


def test_actor_for_ignores_an_ended_grant():
    actor = people.manager()
    grant = RoleGrant.objects.get(user_id=actor.user_id)

    assert actor_for(grant.user, now=grant.ends_at).roles == frozenset()


def test_request_grant_names_the_account_by_its_number():
    user, asks = people.make_user("new@example.test"), people.manager()

    asked = ask(asks, email="NEW@example.test")

    assert (asked.verb, asked.subject) == ("role.grant", f"account/{user.pk}")
    assert payload_of(asked) == {"email": "new@example.test", "role": "secretary", "agency": "NIPA", "days": 30}
    answer_approval(approval=asked, verdict=Verdict.APPROVED, actor=people.approver(), now=server_now())
    assert actor_for(user).roles == frozenset({Role.SECRETARY})


def test_request_grant_needs_an_account():
    with pytest.raises(BrokenRule) as refused:
        ask(people.manager(), email="nobody@example.test")
    assert [(problem.code, problem.field_name) for problem in refused.value.problems] == [("no_such_account", "email")]


def test_request_grant_is_for_managers():
    people.make_user("new@example.test")

    with pytest.raises(NotPermitted):
        ask(people.secretary())


def test_request_grant_may_wait_for_several_people_at_once():
    asks = people.manager()
    for email in ("one@example.test", "two@example.test"):
        people.make_user(email)
        ask(asks, email=email)

    with pytest.raises(NotNow, match="approval_waiting"):
        ask(asks, email="one@example.test")


def ask(actor, *, email="new@example.test"):
    return request_grant(
        email=email,
        role=Role.SECRETARY,
        agency=Agency.NIPA,
        days=30,
        reason="간사로 일합니다.",
        actor=actor,
        now=server_now(),
    )
