import pytest

from portal.canonical import canonical, sha256_hex
from portal.clusters import server_now
from portal.errors import BrokenRule, NotNow
from portal.models import AuditEvent
from reviews.actions.sign_pledges import sign_pledges
from reviews.models import PledgeSignature, Seat
from tests.factories.panels import panel_of, pledge
from tests.factories.people import person
from tests.factories.rounds import announced_round

pytestmark = pytest.mark.django_db


def test_sign_pledges_on_the_card_s_text():
    round_ = announced_round()
    member = panel_of(round_, 1)[0]
    pledges = round_.card.document["pledges"]

    pledge(round_, member)

    assert dict(PledgeSignature.objects.values_list("code", "text_sha256")) == {
        item["code"]: sha256_hex(canonical(item)) for item in pledges
    }
    assert AuditEvent.objects.filter(chain__name=round_.chain).latest("seq").verb == "pledge.sign"


def test_sign_pledges_leaves_none_out():
    round_ = announced_round()
    member = panel_of(round_, 1)[0]

    with pytest.raises(BrokenRule) as refused:
        sign_pledges(round_id=round_.pk, codes=["integrity"], actor=member, now=server_now())

    assert [problem.field_name for problem in refused.value.problems] == ["confidentiality"]
    assert not PledgeSignature.objects.exists()


def test_sign_pledges_twice_is_refused():
    round_ = announced_round()
    member = panel_of(round_, 1)[0]
    pledge(round_, member)

    with pytest.raises(NotNow, match="pledges_signed"):
        pledge(round_, member)


def test_sign_pledges_without_a_seat_is_refused():
    round_ = announced_round()
    panel_of(round_, 1)

    with pytest.raises(Seat.DoesNotExist):
        pledge(round_, person())
