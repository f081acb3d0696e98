"""Fixtures of every test.

`@pytest.mark.django_db` — rolled back at the end, as the restricted role: the ordinary way.
`fresh_database` — a database of its own that is really committed to: threads, kills, other processes.
`live_site`, `page` — the whole portal in processes of its own, and a browser on it (tests/plugins/).
"""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from portal.roles import Actor
from tests.plugins import databases, guards

pytest_plugins = ["tests.plugins.site", "tests.plugins.browser"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse what would truncate tables: the restricted role cannot, and must not be able to."""
    truncating = {"transactional_db", "live_server", "django_db_reset_sequences"}
    for item in items:
        marker = item.get_closest_marker("django_db")
        options = set(marker.kwargs) if marker else set()
        if truncating & set(getattr(item, "fixturenames", ())) or {"transaction", "reset_sequences"} & options:
            raise pytest.UsageError(f"{item.nodeid}: the restricted role cannot truncate; use `fresh_database`")


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Give this process its clone of the migrated template."""
    with ExitStack() as ending:
        with django_db_blocker.unblock():
            ending.enter_context(databases.clone())
        yield


def pytest_sessionstart(session: pytest.Session) -> None:
    """Leave a guard out for the whole run, when asked to: some test must turn red (`tests/plugins/noticing.py`)."""
    if name := os.environ.get(guards.REMOVED):
        removal = guards.removed(guards.named(name))
        removal.__enter__()
        session.config.add_cleanup(lambda: removal.__exit__(None, None, None))


@pytest.fixture
def fresh_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A database of its own for a test that commits; gives its name. Threads close their own connections."""
    with django_db_blocker.unblock(), databases.clone() as name:
        yield name


@pytest.fixture
def as_(client: Client) -> Callable[[Actor], Client]:
    """Log the test's one browser in as this actor; gives the browser."""

    def log_in(actor: Actor) -> Client:
        client.force_login(get_user_model().objects.get(pk=actor.user_id))
        return client

    return log_in
