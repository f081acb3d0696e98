"""Which statements a piece of work sends to the database."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

# What only marks transactions, or names the actor to them, is not counted (design, Speed).
FRAME = re.compile(r"\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|SET)\b|.*\bset_config\(", re.IGNORECASE)


@contextmanager
def counted() -> Iterator[list[str]]:
    """Gives a list that holds every statement of the block once it has ended: `assert len(sent) <= 8`."""
    sent: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield sent
    sent += [query["sql"] for query in captured if not FRAME.match(query["sql"])]
