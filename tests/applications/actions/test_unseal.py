import pytest

from applications.actions.unseal import unseal
from applications.lifecycle import RoundStatus
from applications.models import Round
from portal.clusters import server_now
from portal.errors import NotNow, NotPermitted
from portal.models import AuditEvent
from tests.factories.panels import received_round
from tests.factories.people import person, secretary
from tests.factories.rounds import open_round, pass_moment

pytestmark = pytest.mark.django_db


def test_unseal_begins_the_screening():
    round_ = received_round(1)

    unseal(round_id=round_.pk, actor=secretary(), now=server_now())

    assert Round.objects.get(pk=round_.pk).status == RoundStatus.SCREENING
    assert AuditEvent.objects.filter(chain__name=round_.chain).latest("seq").verb == "round.unseal"


def test_unseal_by_an_outsider_is_refused():
    round_ = received_round(1)

    with pytest.raises(NotPermitted, match="not_staff"):
        unseal(round_id=round_.pk, actor=person(), now=server_now())
    assert Round.objects.get(pk=round_.pk).status == RoundStatus.CLOSED


def test_unseal_without_a_manifest_is_refused():
    round_ = open_round()
    pass_moment(round_.deadlines.get().closes_at)
    Round.objects.filter(pk=round_.pk).update(status=RoundStatus.CLOSED)

    with pytest.raises(NotNow, match="no_close_manifest"):
        unseal(round_id=round_.pk, actor=secretary(), now=server_now())


@pytest.mark.parametrize("times", [0, 2])
def test_unseal_in_another_state_is_refused(times):
    round_ = received_round(1) if times else open_round()
    if times:
        unseal(round_id=round_.pk, actor=secretary(), now=server_now())

    with pytest.raises(NotNow, match="state_changed"):
        unseal(round_id=round_.pk, actor=secretary(), now=server_now())
