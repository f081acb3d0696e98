"""A draft card tried on invented votes."""

import pytest
from django.urls import reverse

from portal.models import AuditEvent, User
from tests.factories.people import manager, secretary
from tests.factories.rounds import announced_round, draft_round
from tests.plugins.statements import counted

pytestmark = pytest.mark.django_db
MOST = 8


@pytest.fixture(params=[manager, secretary])
def desk(client, request):
    client.force_login(User.objects.get(pk=request.param().user_id))
    return client


def address(round_):
    return reverse("what_if", args=[round_.reference])


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("", "1개 팀을 선정했습니다"),
        ("?preset=half", "선정한 팀이 없습니다"),
        ("?members=9&yes_1=5&no_1=4&percent_1=90", "1개 팀을 선정했습니다"),
    ],
)
def test_what_if_says_what_the_card_would_decide(desk, query, answer):
    round_ = draft_round()
    entries = AuditEvent.objects.count()
    with counted() as sent:
        page = desk.get(address(round_) + query)

    assert page.context["decided"]["answer"] == answer
    assert AuditEvent.objects.count() == entries
    assert len(sent) <= MOST


def test_what_if_of_counts_that_cannot_be_decides_nothing(desk):
    page = desk.get(address(draft_round()) + "?members=3&yes_1=4")

    assert "decided" not in page.context
    assert list(page.context["form"].errors) == ["yes_1"]


def test_what_if_of_an_unfinished_rule_leads_back_to_the_card(desk):
    round_ = draft_round(gates=[])
    page = desk.get(address(round_))

    assert page.context["is_unsettled"]
    assert reverse("edit_round", args=[round_.reference]) in page.content.decode()


def test_what_if_ends_with_the_announcement(desk):
    assert desk.get(address(announced_round())).status_code == 409


def test_what_if_stands_on_the_desk_of_a_draft(desk):
    round_ = draft_round()

    assert address(round_) in desk.get(reverse("round_desk", args=[round_.reference])).content.decode()
