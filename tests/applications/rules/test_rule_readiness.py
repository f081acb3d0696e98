"""Whether the rule of a review fits its criteria, questions and points."""

import pytest

from applications.rules.rule_readiness import problems
from tests.applications.rules.cards import card


def found(stage="presentation", **changes):
    return [(problem.code, problem.field_name) for problem in problems(card(**changes), stage)]


def test_problems_of_both_rules_of_the_additional_call():
    assert found("written") + found("presentation") == []


def test_problems_of_a_review_that_is_not_there():
    assert found("written", written=None) == []
    assert found(presentation=None) == [("no_presentation", "presentation_rule")]


@pytest.mark.parametrize(
    ("changes", "code", "field_name"),
    [
        (
            {"criteria__presentation__0__name": {"ko": "", "en": "Only English"}},
            "text_missing",
            "presentation_criteria.0.name",
        ),
        ({"criteria__presentation__1__anchor": {"ko": " "}}, "text_missing", "presentation_criteria.1.anchor"),
        ({"presentation__score__criteria__2__min": "30.5"}, "min_above_max", "presentation_criteria.2.min"),
        ({"presentation__seats": 0}, "no_seat", "presentation_rule.seats"),
        ({"gates__0__code": "other"}, "gate_unknown", "presentation_rule.gates"),
        ({"presentation__majority": None}, "majority_missing", "presentation_rule.of"),
        ({"presentation__score__pass": "100.5"}, "line_above_total", "presentation_rule.pass"),
        ({"presentation__score__pass_single": "101"}, "line_above_total", "presentation_rule.pass_single"),
        ({"presentation__tie_break__0": "criterion:gone"}, "tie_break_unknown", "presentation_rule.tie_break_1"),
        ({"presentation__tie_break__2": "criterion:tech"}, "tie_break_unknown", "presentation_rule.tie_break_3"),
    ],
)
def test_problems_of_one_fault(changes, code, field_name):
    assert found(**changes) == [(code, field_name)]


def test_problems_of_a_criterion_without_points():
    changes = {"presentation__score__criteria__0__max": "0", "presentation__score__pass_single": None}

    assert found(**changes) == [("max_not_positive", "presentation_criteria.0.max")]


def test_problems_of_a_criterion_that_stands_twice():
    assert found(presentation__score__criteria__1__code="tech") == [("code_doubled", "presentation_criteria.1.code")]


def test_problems_of_questions_without_majority_and_of_order_without_questions():
    changes = {
        "presentation__gates": [],
        "presentation__majority": None,
        "presentation__gate_order": "after_rank",
        "presentation__tie_break": ["lot"],
    }

    assert found(**changes) == [("order_without_gates", "presentation_rule.gate_order")]


def test_problems_where_nothing_decides():
    changes = {
        "presentation__gates": [],
        "presentation__majority": None,
        "presentation__tie_break": [],
        "presentation__score__criteria": [],
        "presentation__score__pass": None,
        "presentation__score__pass_single": None,
    }

    assert found(**changes) == [("nothing_decides", "presentation_rule.gates")]
