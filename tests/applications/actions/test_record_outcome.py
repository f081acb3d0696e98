import pytest

from applications.actions.record_outcome import record_outcome
from applications.lifecycle import ApplicationStatus
from applications.models import Application
from portal.errors import NotNow
from tests.factories.panels import screened_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def screened():
    """A round with two eligible applications."""
    return screened_round(2)


def test_record_outcome(screened):
    first, second = screened.applications.order_by("pk")

    moves = {first.reference: "outcome.selected", second.reference: "outcome.gate_failed"}
    record_outcome(round_=screened, moves=moves)

    found = Application.objects.filter(round=screened).order_by("pk").values_list("status", flat=True)
    assert list(found) == [ApplicationStatus.SELECTED, ApplicationStatus.GATE_FAILED]


def test_record_outcome_twice(screened):
    moves = {screened.applications.first().reference: "outcome.selected"}
    record_outcome(round_=screened, moves=moves)

    with pytest.raises(NotNow, match="state_changed"):
        record_outcome(round_=screened, moves=moves)


def test_record_outcome_of_another_round(screened):
    with pytest.raises(LookupError):
        record_outcome(round_=screened, moves={"ABCD-2345": "outcome.selected"})
