"""`manage.py bootstrap`: the first two managers, once."""

import pytest
from django.core.management import CommandError, call_command

from portal.actors import actor_for
from portal.models import AuditEvent, RoleGrant, User
from portal.roles import Agency
from tests.factories import people

pytestmark = pytest.mark.django_db
PAIR = ["NIPA", "kim@agency.test", "NIA", "lee@agency.test"]


def test_bootstrap_makes_accounts_and_managers(capsys):
    kept = people.make_user("lee@agency.test", "이승인")

    call_command("bootstrap", *PAIR)

    first = User.objects.get(email="kim@agency.test")
    assert [(actor_for(user).is_manager, actor_for(user).agency) for user in (first, kept)] == [
        (True, Agency.NIPA),
        (True, Agency.NIA),
    ]
    assert not first.has_usable_password()
    assert AuditEvent.objects.filter(verb="role.bootstrap").count() == 1
    assert capsys.readouterr().out == "manager NIPA: kim@agency.test\nmanager NIA: lee@agency.test\n"


def test_bootstrap_again_is_refused():
    call_command("bootstrap", *PAIR)

    with pytest.raises(CommandError):
        call_command("bootstrap", "NIPA", "a@agency.test", "NIA", "b@agency.test")
    assert RoleGrant.objects.count() == 2
    assert not User.objects.filter(email="a@agency.test").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["NIPA", "kim@agency.test", "NIA", "KIM@agency.test"],
        ["NIPA", "kim", "NIA", "lee@agency.test"],
        ["MSIT", "kim@agency.test", "NIA", "lee@agency.test"],
        ["NIPA", "kim@agency.test"],
    ],
)
def test_bootstrap_refuses(arguments):
    with pytest.raises(CommandError):
        call_command("bootstrap", *arguments)
    assert not RoleGrant.objects.exists()
