"""tally-1, Score: trimming, means, points, rounding."""

import pytest

from reviews.rules.tally import document_from, explain
from tests.reviews.rules.tally.documents import PANEL, application, decided, document, score_rule, without_gates

TWO = [{"code": "tech", "max": "60", "min": None}, {"code": "plan", "max": "40", "min": None}]


def scored(*, sheets, points=None, panel=PANEL, **score):
    entry = application("A1", votes={}, sheets=sheets, points=points or {}, present=panel)
    row = decided(document(without_gates(score=score), entry, panel=panel))["applications"][0]
    return row["score"], row["criterion_means"], row["dropped"]


def merits(*marks):
    return {seat: {"merit": mark} for seat, mark in zip(PANEL, marks, strict=False)}


@pytest.mark.parametrize(
    ("marks", "trim_from", "score", "dropped"),
    [
        (("70", "80", "90"), 3, "80.00", {"high": "P3", "low": "P1"}),
        (("70", "80", "90"), 4, "80.00", None),
        (("90", "70", "70", "70"), 3, "70.00", {"high": "P1", "low": "P2"}),
        (("70", "90", "90", "80"), 3, "85.00", {"high": "P2", "low": "P1"}),
        (("80", "80", "80"), 3, "80.00", {"high": "P1", "low": "P2"}),
        (("10", "20", "70", "90"), 4, "45.00", {"high": "P4", "low": "P1"}),
    ],
)
def test_score_application_trims_one_each(marks, trim_from, score, dropped):
    found = scored(sheets=merits(*marks), trim="one_each", trim_from=trim_from)
    assert found == (score, {"merit": score}, dropped)


def test_score_application_without_trim_keeps_all():
    assert scored(sheets=merits("0", "50", "100", "100"), trim_from=3) == ("62.50", {"merit": "62.50"}, None)


def test_score_application_drops_among_equals_by_the_order_of_the_panel_not_of_the_sheets():
    sheets = dict(reversed(merits("90", "90", "50", "50", "50").items()))
    panel = ["P5", "P2", "P4", "P1", "P3"]
    assert scored(sheets=sheets, trim="one_each", panel=panel)[2] == {"high": "P2", "low": "P5"}


def test_score_application_drops_whole_sheets_by_their_total():
    sheets = {
        "P1": {"tech": "60", "plan": "0"},
        "P2": {"tech": "30", "plan": "40"},
        "P3": {"tech": "10", "plan": "20"},
    }
    found = scored(sheets=sheets, criteria=TWO, trim="one_each")
    assert found == ("60.00", {"tech": "60.00", "plan": "0.00"}, {"high": "P2", "low": "P3"})


@pytest.mark.parametrize(
    ("points", "digits", "score"),
    [
        ({"bonus": "1.5", "penalty": "-2"}, 2, "79.50"),
        ({"penalty": "-80"}, 2, "0.00"),
        ({"penalty": "-80.004"}, 2, "0.00"),
        ({"penalty": "-80.005"}, 2, "-0.01"),
        ({"penalty": "-80.5"}, 0, "-1"),
        ({"bonus": "0.5"}, 0, "81"),
        ({"bonus": "-0"}, 1, "80.0"),
        ({"bonus": "0.000000001"}, 6, "80.000000"),
    ],
)
def test_score_application_adds_points_after_the_mean_and_rounds_once(points, digits, score):
    assert scored(sheets=merits("80"), points=points, digits=digits)[0] == score


def test_score_application_rounds_the_sum_and_not_its_parts():
    assert scored(sheets=merits("33", "33", "34"), points={"bonus": "0.003"}, digits=2)[0] == "33.34"


def test_score_application_without_sheets_has_no_score_whatever_the_points():
    assert scored(sheets={}, points={"bonus": "5"}) == (None, None, None)


@pytest.mark.parametrize(("points", "score"), [({}, "0.00"), ({"a": "1.005", "b": "2"}, "3.01")])
def test_score_application_without_criteria_is_the_sum_of_the_points(points, score):
    assert scored(sheets={}, points=points, criteria=[]) == (score, {}, None)


def test_explain_shows_every_sheet_with_its_total_and_fate():
    sheets = merits("90", "70", "80.5")
    rule = without_gates(score=score_rule(trim="one_each"))
    entry = application("A1", votes={}, sheets=sheets, points={"bonus": "1"})

    scoring = explain(document_from(document(rule, entry))).applications[0].assessment.scoring

    rows = [(sheet.seat, sheet.total, sheet.fate.value) for sheet in scoring.sheets]
    assert rows == [("P1", 90, "dropped_high"), ("P2", 70, "dropped_low"), ("P3", 80.5, "kept")]
    assert (scoring.mean, scoring.points_total, scoring.exact, str(scoring.score)) == (80.5, 1, 81.5, "81.50")
