"""What the database refuses to who was a moment too late, in the words of the application."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction

from portal.errors import NotNow

# Constraint → refusal code. The triggers' names are those of the migrations.
_REFUSALS = {
    "review_closed": "review_closed",
    "vote_not_open": "vote_not_open",
    "seat_recused": "state_changed",
    "own_panel": "state_changed",
    "one_sheet_version": "state_changed",
    "one_ballot_per_seat": "ballot_cast_already",
}


@contextmanager
def lost_races() -> Iterator[None]:
    """Sheets and ballots: a review that was closed, a seat recused or dismissed, the same sent twice meanwhile.

    Raises NotNow for these; every other refusal of the database goes through.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        if name not in _REFUSALS:
            raise
        raise NotNow(_REFUSALS[name]) from error
