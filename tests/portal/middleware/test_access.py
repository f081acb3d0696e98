"""What leaves an entry in the access log, and what does not."""

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from portal.models import AccessEntry
from tests.factories import people, rounds

pytestmark = pytest.mark.django_db


def told():
    return list(AccessEntry.objects.order_by("pk").values_list("kind", "method", "door", "status", "code"))


def test_reading_of_others_data_is_told_once(as_):
    browser = as_(people.secretary())

    browser.get(reverse("roles"))

    assert told() == [("read", "GET", "roles", 200, "")]
    entry = AccessEntry.objects.get()
    assert (entry.label, entry.network, entry.at is not None) == ("secretary/NIPA", "127.0.0.1", True)


@pytest.mark.parametrize("door", ["home", "rounds", "desk", "tokens", "account_sessions", "help"])
def test_public_and_own_pages_are_not_told(as_, door):
    as_(people.secretary()).get(reverse(door))

    assert told() == []


def test_people_without_a_role_are_not_watched(as_):
    as_(people.person()).get(reverse("roles"))

    assert told() == []


def test_refused_act_is_told_though_it_was_rolled_back(as_):
    announced = rounds.announced_round()
    browser = as_(people.secretary())

    browser.post(reverse("cancel_round", args=[announced.reference]), {"reason": "예산"})
    browser.get(reverse("edit_round", args=[announced.reference]))
    browser.get(reverse("approval", args=["NOBODY"]))

    assert told() == [
        ("refused", "POST", "cancel_round", 403, "not_manager"),
        ("refused", "GET", "edit_round", 403, "not_manager"),
        ("refused", "GET", "approval", 404, ""),
    ]


def test_refused_call_of_the_api_is_told(as_):
    announced = rounds.announced_round()
    browser = as_(people.secretary())

    browser.post(
        reverse("api-cancel-round", args=[announced.reference]), {"reason": "예산"}, content_type="application/json"
    )

    assert [(kind, status) for kind, _method, _door, status, _code in told()] == [("refused", 403)]


@pytest.mark.parametrize("change", [{"door": "x"}, None])
def test_entries_are_never_changed(as_, change):
    as_(people.secretary()).get(reverse("roles"))
    rows = AccessEntry.objects.all()

    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(**change) if change else rows._raw_delete(rows.db)
    assert len(told()) == 1
