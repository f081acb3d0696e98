"""The calls as JSON."""

import pytest

from portal.audit import timestamp
from portal.models import User
from tests.factories.people import manager, person
from tests.factories.rounds import announced_round, draft_round, many_rounds, open_round
from tests.plugins.statements import counted

pytestmark = pytest.mark.django_db
MOST = 8


def facts(round_):
    return {
        "reference": round_.reference,
        "title": {"ko": round_.title, "en": round_.title_en},
        "status": round_.status,
        "opens_at": timestamp(round_.opens_at),
        "closes_at": timestamp(round_.deadlines.get().closes_at),
    }


def test_rounds_lists_what_the_page_lists(client):
    draft_round()
    later, now = announced_round(), open_round()

    body = client.get("/api/v1/rounds/").json()

    assert body == {
        "count": 2,
        "next": None,
        "previous": None,
        "results": [facts(each) | {"rule_card": each.card.sha256} for each in (now, later)],
    }


def test_rounds_needs_as_many_statements_for_500_as_for_60(client):
    client.force_login(User.objects.get(pk=person().user_id))
    many_rounds(60)
    with counted() as few:
        assert len(client.get("/api/v1/rounds/").json()["results"]) == 50
    many_rounds(440)
    with counted() as many:
        assert client.get("/api/v1/rounds/?offset=450").json()["count"] == 502

    assert len(few) == len(many) <= MOST


def test_round_carries_its_card(client):
    round_ = announced_round()

    assert client.get(f"/api/v1/rounds/{round_.reference}/").json() == facts(round_) | {
        "rule_card": {
            "sha256": round_.card.sha256,
            "frozen_at": timestamp(round_.card.frozen_at),
            "document": round_.card.document,
        }
    }


def test_round_that_is_a_draft_is_absent_for_staff_too(client):
    client.force_login(User.objects.get(pk=manager().user_id))

    drafted, absent = (client.get(f"/api/v1/rounds/{ref}/") for ref in (draft_round().reference, "no-such"))

    assert (drafted.status_code, drafted.json()) == (absent.status_code, absent.json())
    assert absent.status_code == 404
