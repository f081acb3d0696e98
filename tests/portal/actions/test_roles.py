"""Roles: bootstrap once, then two people."""

import pytest

from portal.actions.roles import bootstrap
from portal.actors import actor_for
from portal.clusters import server_now
from portal.errors import NotNow
from portal.models import AuditEvent, RoleGrant
from portal.roles import Agency, Role
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
