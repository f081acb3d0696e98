"""The database's own time and mark."""

from datetime import timedelta

import psycopg
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from portal.clusters import enter, require_own_kind, server_now
from portal.demo_clock import advance, set_clock
from portal.roles import ANONYMOUS, SYSTEM, Actor

pytestmark = pytest.mark.django_db


def test_enter_names_the_actor_to_the_transaction():
    now, mark = enter(Actor(user_id=7))

    assert app_actor() == "7"
    assert (mark.kind, mark.is_demo) == ("test", True)
    assert abs(server_now() - now) < timedelta(minutes=1)


def app_actor():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.actor')")
        return cursor.fetchone()[0]


@pytest.mark.parametrize(("actor", "name"), [(SYSTEM, "system"), (ANONYMOUS, "")])
def test_enter_tells_the_system_from_a_stranger(actor, name):
    enter(actor)

    assert app_actor() == name


def test_require_own_kind_refuses_another_kind(settings):
    require_own_kind()

    settings.MODE = "production"
    with pytest.raises(ImproperlyConfigured, match="created as 'test'"):
        require_own_kind()


def test_clock_moves_forward_only():
    before = server_now()

    advance(timedelta(hours=3))
    assert timedelta(hours=3) <= server_now() - before < timedelta(hours=3, minutes=5)
    set_clock(before + timedelta(hours=4))
    assert timedelta(hours=4) <= server_now() - before < timedelta(hours=4, minutes=5)

    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        advance(-timedelta(seconds=1))
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        set_clock(before)
