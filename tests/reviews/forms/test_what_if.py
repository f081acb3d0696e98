"""What staff may imagine."""

import pytest

from applications.queries import card_template
from reviews.forms.what_if import what_if_form
from reviews.rules.what_if import Imagined

RULE = card_template("additional")["presentation"]


def test_what_if_form_begins_with_a_clear_majority():
    form, chosen = what_if_form({}, RULE)

    assert (chosen, form.is_valid()) == ("clear", True)
    assert form.teams() == [Imagined(6, 1), Imagined(3, 4, percent=80)]


@pytest.mark.parametrize(("members", "used"), [("9", 9), ("0", 1), ("999", 30), ("many", 7), ("", 7)])
def test_what_if_form_takes_a_situation_at_any_size(members, used):
    form, chosen = what_if_form({"preset": "half", "members": members}, RULE)

    assert (chosen, form.is_valid(), form.cleaned_data["members"]) == ("half", True, used)


def test_what_if_form_reads_typed_teams():
    form, chosen = what_if_form({"members": "5", "yes_1": "3", "recused_1": "1", "percent_1": "70", "yes_3": "0"}, RULE)

    assert (chosen, form.is_valid()) == ("", True)
    assert form.teams() == [Imagined(3, recused=1, percent=70), Imagined(0, percent=0)]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"members": "3", "yes_2": "2", "no_2": "2"}, "yes_2"),
        ({"members": "31"}, "members"),
        ({"members": "3", "percent_1": "101"}, "percent_1"),
        ({"members": "3", "no_4": "-1"}, "no_4"),
    ],
)
def test_what_if_form_refuses_what_cannot_be(typed, field):
    form, _chosen = what_if_form(typed, RULE)

    assert list(form.errors) == [field]
