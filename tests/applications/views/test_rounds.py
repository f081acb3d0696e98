"""The public pages of a call."""

from datetime import timedelta

import pytest
from django.urls import reverse

from portal.models import ReportOrder
from portal.reports import make
from tests.factories.people import manager, person
from tests.factories.rounds import announced_round, closed_round, draft_round, many_rounds, open_round
from tests.plugins.pages import masked
from tests.plugins.statements import counted

pytestmark = pytest.mark.django_db
MOST = 8


@pytest.mark.parametrize("address", ["/rounds/", "/rounds/?page=2"])
def test_rounds_needs_as_many_statements_for_500_as_for_25(as_, address):
    client = as_(person())
    many_rounds(25)
    with counted() as few:
        assert client.get(address).status_code == 200
    many_rounds(475)
    with counted() as many:
        assert client.get(address).status_code == 200

    assert len(few) == len(many) <= MOST


def test_rounds_says_what_will_appear(client):
    assert "empty-title" in client.get("/rounds/").content.decode()


def test_rounds_is_the_same_for_staff_and_strangers(as_, client):
    draft_round()
    open_round()
    stranger = client.get("/rounds/").context["page"].object_list

    assert as_(manager()).get("/rounds/").context["page"].object_list == stranger


@pytest.mark.parametrize("name", ["round", "rule_card"])
@pytest.mark.parametrize("made", [announced_round, open_round, closed_round])
def test_round_pages_stay_within_the_statements(as_, name, made):
    address = reverse(name, args=[made().reference])
    client = as_(person())
    with counted() as sent:
        response = client.get(address)

    assert response.status_code == 200
    assert len(sent) <= MOST


@pytest.mark.parametrize("name", ["round", "rule_card", "rule_card_pdf"])
def test_round_pages_of_a_draft_are_absent_like_any_other(as_, client, name):
    draft = draft_round()
    foreign, absent = (client.get(reverse(name, args=[reference])) for reference in (draft.reference, "no-such"))

    assert (foreign.status_code, absent.status_code) == (404, 404)
    assert masked(foreign) == masked(absent)
    assert as_(manager()).get(reverse(name, args=[draft.reference])).status_code in {200, 302}


def test_round_offers_an_application_while_it_accepts(client, as_):
    apply = 'href="/rounds/{}/apply/"'
    accepting, closed = open_round(closes_in=timedelta(days=1)), closed_round()

    pages = {each: client.get(reverse("round", args=[each.reference])).content.decode() for each in (accepting, closed)}
    staff_page = as_(manager()).get(reverse("round", args=[accepting.reference])).content.decode()

    assert apply.format(accepting.reference) in pages[accepting]
    assert apply.format(closed.reference) not in pages[closed]
    assert apply.format(accepting.reference) not in staff_page


def test_rule_card_pdf_leads_to_the_page_until_it_is_made(client):
    round_ = announced_round()
    address = reverse("rule_card_pdf", args=[round_.reference])

    before = client.get(address)
    order = ReportOrder.objects.get(kind="rule_card", subject=round_.reference)
    make(order.pk)()
    after = client.get(address)

    assert before.headers["Location"] == reverse("rule_card", args=[round_.reference])
    assert "/files/" in after.headers["Location"]
