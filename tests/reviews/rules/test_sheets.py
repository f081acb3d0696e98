from decimal import Decimal

import pytest

from applications.rules.rule_card import Criterion, Text
from portal.errors import BrokenRule, Problem
from reviews.rules.sheets import (
    COMMENT_MAX,
    Mark,
    Running,
    as_record,
    comment_length,
    decimals_allowed,
    maximum,
    read_marks,
    running,
    total,
    written,
)

TECH, PLAN = (Criterion(code, Text(code), Text(""), points, None) for code, points in (("tech", "40"), ("plan", "30")))
CRITERIA = [TECH, PLAN]
WORDS = "열 글자 이상의 평가 의견입니다."


def sheet(tech: str = "36", plan: str = "25", comment: str = WORDS) -> dict[str, dict[str, str]]:
    return {"tech": {"points": tech, "comment": comment}, "plan": {"points": plan, "comment": comment}}


def read(typed: dict[str, dict[str, str]], digits: int = 2, comment_min: int = 10) -> tuple[Mark, ...]:
    return read_marks(typed, CRITERIA, digits=digits, comment_min=comment_min)


def refused(typed: dict[str, dict[str, str]], **how: int) -> list[Problem]:
    with pytest.raises(BrokenRule) as caught:
        read(typed, **how)
    return list(caught.value.problems)


def test_read_marks_in_order():
    assert read(sheet("36", "25.5")) == (Mark("tech", Decimal(36), WORDS), Mark("plan", Decimal("25.5"), WORDS))


@pytest.mark.parametrize(("text", "value"), [("0", "0"), ("40", "40"), (" 35.50 ", "35.5"), ("３５．５", "35.5")])
def test_read_marks_accepts(text, value):
    assert read(sheet(text))[0].points == Decimal(value)


@pytest.mark.parametrize(
    ("text", "code", "params"),
    [
        ("", "points_missing", {}),
        ("  ", "points_missing", {}),
        ("35,5", "points_not_a_number", {}),
        ("-1", "points_not_a_number", {}),
        ("1e1", "points_not_a_number", {}),
        ("+3", "points_not_a_number", {}),
        (".5", "points_not_a_number", {}),
        ("NaN", "points_not_a_number", {}),
        ("35.555", "points_too_fine", {"digits": 2}),
        ("40.01", "points_above_max", {"max": "40"}),
        ("41", "points_above_max", {"max": "40"}),
    ],
)
def test_read_marks_refuses_points(text, code, params):
    assert refused(sheet(text)) == [Problem(code, params, "points_tech")]


def test_read_marks_refuses_comments():
    assert refused(sheet(comment=" 짧음 ")) == [
        Problem("comment_too_short", {"min": 10, "now": 2}, "comment_tech"),
        Problem("comment_too_short", {"min": 10, "now": 2}, "comment_plan"),
    ]
    long = sheet()
    long["plan"]["comment"] = "가" * (COMMENT_MAX + 1)
    assert refused(long) == [Problem("comment_too_long", {"max": COMMENT_MAX, "now": COMMENT_MAX + 1}, "comment_plan")]


def test_read_marks_of_nothing_names_every_field():
    assert [problem.field_name for problem in refused({})] == [
        "points_tech",
        "comment_tech",
        "points_plan",
        "comment_plan",
    ]


def test_decimals_allowed_is_bounded_by_the_record():
    assert [decimals_allowed(digits) for digits in (0, 2, 6)] == [0, 2, 4]
    assert refused(sheet("35.5"), digits=0) == [Problem("points_too_fine", {"digits": 0}, "points_tech")]
    assert read(sheet("35.1234"), digits=6)[0].points == Decimal("35.1234")


def test_running_counts_valid_points_only():
    assert running(sheet("36", ""), CRITERIA, digits=2) == Running(Decimal(36), 1)
    assert running(sheet("41", "25"), CRITERIA, digits=2) == Running(Decimal(25), 1)
    assert running({}, CRITERIA, digits=2) == Running(Decimal(0), 2)


def test_total_and_maximum():
    assert total(read(sheet("36", "25.5"))) == Decimal("61.5")
    assert maximum(CRITERIA) == Decimal(70)


@pytest.mark.parametrize(
    ("value", "text"), [("35.50", "35.5"), ("40", "40"), ("0", "0"), ("100", "100"), ("1E+1", "10"), ("0.0000", "0")]
)
def test_written(value, text):
    assert written(Decimal(value)) == text


def test_comment_length_counts_line_ends_once():
    assert comment_length(" 가\r\n나 ") == 3


def test_as_record_has_no_floats():
    assert as_record(read(sheet("36.50"))) == [
        {"criterion": "tech", "points": "36.5", "comment": WORDS},
        {"criterion": "plan", "points": "25", "comment": WORDS},
    ]
