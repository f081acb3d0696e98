"""A round's rule card beside another one."""

import pytest
from django.urls import reverse

from applications import rule_sentences
from portal.models import User
from tests.factories.people import manager
from tests.factories.rounds import announced_round, draft_round
from tests.plugins.statements import counted

pytestmark = pytest.mark.django_db
MOST = 8
CHANGED = ("comment_min", "objection")


@pytest.fixture
def desk(client):
    client.force_login(User.objects.get(pk=manager().user_id))
    return client


def compared(desk, round_, other):
    return desk.get(reverse("compare_cards", args=[round_.reference]), {"other": other})


def differing(page):
    return [pair.label for _label, pairs in page.context["groups"] for pair in pairs if pair.differs]


def test_compare_cards_names_every_setting_that_differs(desk):
    other = announced_round(objection_days=7, comment_min=0)
    one = draft_round(schedule=other.card.document["schedule"])
    with counted() as sent:
        page = compared(desk, one, other.reference)

    assert differing(page) == [
        line.label for line in rule_sentences.other_lines(other.card.read()) if line.key in CHANGED
    ]
    assert page.context["count"] == len(CHANGED)
    assert len(sent) <= MOST


def test_compare_cards_with_a_template_that_lacks_a_review(desk):
    page = compared(desk, draft_round(written=None), "template:additional")
    written = page.context["groups"][1][1]

    assert {tuple(pair.left) for pair in written} == {("–",)}


def test_compare_cards_of_the_same_card_finds_nothing(desk):
    one = draft_round()
    other = draft_round(schedule=one.draft["schedule"])

    assert compared(desk, one, other.reference).context["count"] == 0


@pytest.mark.parametrize("other", ["", "nothing", "template:nothing"])
def test_compare_cards_with_nothing_offers_the_choice(desk, other):
    page = compared(desk, draft_round(), other)

    assert (page.status_code, page.context["groups"]) == (200, [])
