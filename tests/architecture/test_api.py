"""Every operation of the API holds what its schema says, whoever asks whatever (A4 of the drills, in small)."""

import pytest

from tests.architecture import api_world
from tests.plugins import databases
from tests.plugins.fuzzing import Figures, fuzz, in_one_transaction, operations

CASES = 50


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), databases.clone():
        yield api_world.build()


def test_no_operation_fails_or_answers_what_its_schema_does_not_know(world):
    figures = Figures()
    with in_one_transaction():
        for number, operation in enumerate(operations()):
            fuzz(operation, world, figures, cases=CASES, number=number)

    assert figures.faults[:3] == []
    assert len(figures.cases) > 60
    assert min(figures.cases.values()) >= CASES
    assert {200, 201, 401, 404, 409, 422} <= figures.statuses.keys()
