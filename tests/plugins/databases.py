"""One migrated template database for a test run; what tests write to are clones of it.

Tests work as the restricted role (`default`); only making, migrating and dropping is done as the owner.
"""

import fcntl
import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.core.management import call_command
from django.core.signals import request_finished
from django.db import connection, connections
from django.db.backends.signals import connection_created

from portal.clusters import act_as_system, name_actor
from portal.roles import SYSTEM
from portal.servers.postgres import create_database

_numbers = itertools.count(1)


def _act_as_system(**kwargs: Any) -> None:
    """What a test reads itself it reads as the system; requests name their own actor to their transaction."""
    act_as_system()


def _after_request(**kwargs: Any) -> None:
    """Requests of the test client run inside the test's transaction, which would go on as their actor."""
    if connection.connection is not None and not connection.needs_rollback:
        name_actor(SYSTEM)


connection_created.connect(_act_as_system, dispatch_uid="tests.system")
request_finished.connect(_after_request, dispatch_uid="tests.system")


@contextmanager
def clone() -> Iterator[str]:
    """Make a database of its own, point Django at it until the block ends, then drop it; gives its name."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    template = _template()
    name = f"{template}_{worker}_{next(_numbers)}"
    with _owner() as owner:
        create_database(owner, name, f'TEMPLATE "{template}"')
    try:
        with pointed_at(name):
            yield name
    finally:
        with _owner() as owner:
            owner.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def url(variable: str, name: str) -> str:
    """The address in DATABASE_URL or DATABASE_OWNER_URL, leading to another database of the same server."""
    return urlunsplit(urlsplit(os.environ[variable])._replace(path=f"/{name}"))


@contextmanager
def pointed_at(name: str) -> Iterator[None]:
    """Let both roles' connections lead to this database; those of other threads are theirs to close."""
    before = {alias: connections.settings[alias]["NAME"] for alias in connections}
    _point(dict.fromkeys(before, name))
    try:
        yield
    finally:
        _point(before)


def _point(names: dict[str, str]) -> None:
    for alias, name in names.items():
        connections[alias].close()
        connections.settings[alias]["NAME"] = name
        connections[alias].settings_dict["NAME"] = name


def _owner() -> psycopg.Connection:
    """A connection of the owner's outside any test database."""
    return psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True)


def _template() -> str:
    """The migrated database, made by the first process that asks; gives its name."""
    run = Path(os.environ["GWABAN_TEST_RUN"])
    name = f"gwaban_test_{run.name}"
    with (run / "template").open("a+") as state:
        fcntl.flock(state, fcntl.LOCK_EX)
        state.seek(0)
        if state.read() != name:
            with _owner() as owner:
                create_database(owner, name, "")
            with pointed_at(name):
                call_command("migrate", database="owner", interactive=False, verbosity=0)
            state.write(name)
    return name
