"""What the pages that prepare, open and cancel a round show."""

import pytest
from django.utils import translation

from applications import queries, wording
from applications.forms.card_editor import SECTIONS, sections_of
from applications.queries.round_editor import open_points
from applications.rules.readiness import problems
from portal.errors import Problem
from portal.wording import refusal
from tests.applications.rules.cards import NOW, card
from tests.factories.rounds import draft_round


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def test_open_points_name_section_row_and_field():
    (point,) = open_points("2026-a", problems(card(documents__1__name={"ko": ""}), now=NOW))

    assert (point.where, point.what) == ("Documents · No. 2 · Name", "Please write this text.")
    assert (point.url, point.section) == ("/desk/2026-a/edit/documents/", "documents")


def test_open_points_of_the_whole_card_lead_to_the_overview():
    (point,) = open_points("2026-a", [Problem("card_unreadable")])

    assert (point.where, point.url, point.section) == ("", "/desk/2026-a/edit/", "")


def test_every_section_has_words():
    assert list(SECTIONS) == [section.code for section in SECTIONS.values()]
    assert {code: str(section.label) for code, section in SECTIONS.items()} == {
        code: str(wording.CARD_SECTION[code]) for code in SECTIONS
    }


@pytest.mark.parametrize(
    "code",
    [
        "card_unreadable", "text_missing", "agency_missing", "day_missing", "day_out_of_order", "list_empty",
        "no_required_document", "format_unknown", "value_not_offered", "no_presentation", "max_not_positive",
        "min_above_max", "no_seat", "nothing_decides", "majority_missing", "order_without_gates", "tie_break_unknown",
        "opens_in_past", "closes_before_opening",
    ],
)  # fmt: skip
def test_every_code_without_parameters_has_words(code):
    assert refusal(code)


@pytest.mark.django_db
def test_editor_page_counts_what_is_open():
    round_ = draft_round(comment_min=-1, notice_no="")
    sections = sections_of(round_.draft)

    page = queries.editor_page(round_, sections, problems(round_.draft, now=round_.created_at))

    assert page["count"] == 2
    assert {task["label"]: task["status"]["label"] for task in page["tasks"] if task["status"]["tone"] == "soon"} == {
        wording.CARD_SECTION["notice"]: "1 open",
        wording.CARD_SECTION["other"]: "1 open",
    }


@pytest.mark.django_db
def test_sections_of_a_card_without_written_review():
    codes = [section.code for section in sections_of(card(written=None))]

    assert "written_criteria" not in codes
    assert "written_rule" in codes
