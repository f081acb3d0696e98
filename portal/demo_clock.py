"""The clock of a demo or test cluster: forward only, by the owner's role alone (design, Deadlines)."""

from datetime import datetime, timedelta

import psycopg
from django.db import connections
from psycopg import sql


def advance(by: timedelta) -> None:
    """Move `portal_now()` forward.

    Raises psycopg.errors.InsufficientPrivilege backwards, CheckViolation in production.
    """
    _shift(sql.SQL('"offset" + %s'), by)


def set_clock(to: datetime) -> None:
    """Let `portal_now()` continue from this moment. Raises as `advance` does when it lies in the past."""
    _shift(sql.SQL("%s - clock_timestamp()"), to)


def _shift(expression: sql.SQL, value: datetime | timedelta) -> None:
    # A connection of its own: the move must be seen by every process at once, whatever transaction this one is in.
    parameters = connections["owner"].get_connection_params()
    for name in ("cursor_factory", "context", "server_side_binding"):
        parameters.pop(name, None)
    with psycopg.connect(**parameters, autocommit=True) as connection:
        connection.execute(sql.SQL('UPDATE portal_cluster SET "offset" = {}').format(expression), [value])
