"""Guards that are taken away are missed: ten of them here, drawn anew whenever a guard comes or goes; all in `make drill`."""

import hashlib
import os
from random import Random

import pytest

from tests.architecture import test_urls
from tests.plugins import databases, guards, noticing

DRAWN = 10


def drawn() -> list[guards.Guard]:
    """SEED says which; without it they follow from the names of all guards."""
    every = guards.guards()
    seed = os.environ.get("SEED") or hashlib.sha256("\n".join(map(str, every)).encode()).hexdigest()
    return Random(seed).sample(every, DRAWN)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), databases.clone():
        yield test_urls.cast_world()


@pytest.mark.django_db
@pytest.mark.parametrize("guard", drawn(), ids=str)
def test_a_guard_that_is_gone_is_missed(world, guard):
    assert noticing.noticed_by_table(guard, world) or noticing.noticed_by_tests(guard)


@pytest.mark.django_db
def test_nothing_is_missed_while_every_guard_stands(world):
    """Otherwise the tests above would be green for nothing."""
    key = next(key for key in test_urls.TABLE if key.startswith("screen screening"))
    row = test_urls.TABLE[key]

    assert test_urls.answers(world, "screen", row) == row.answers()


def test_every_room_has_guards():
    found = guards.guards()

    assert {guard.kind for guard in found} >= {"policy", "scope", "door", "0", "1"}
    assert len({str(guard) for guard in found}) == len(found) > 200
