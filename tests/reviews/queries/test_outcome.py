"""What sentences are told of a result: read from the published figures alone."""

from types import SimpleNamespace
from typing import Any

import pytest

from applications.rules.rule_card import Text
from reviews.queries.outcome import deciding_tie_break, outcome_facts, recognised

RULE = {
    "seats": 1,
    "gates": ["open"],
    "majority": {"more_than": "1/2"},
    "score": {"pass": "60", "pass_single": "70"},
    "tie_break": ["criterion:tech", "gate:open", "lot"],
}


class Card:
    """As much of a rule card as these reads ask for."""

    criteria = {"presentation": [SimpleNamespace(code="tech", name=Text("기술"))]}
    gates = [SimpleNamespace(code="open", name=Text("공개"))]

    def __init__(self, tie_break: list[str]) -> None:
        self.tie_break = tie_break

    def rule(self, stage: str) -> dict[str, Any]:
        return RULE | {"tie_break": self.tie_break}


def entry(ref: str, rank: int | None, outcome: str, **changes: Any) -> dict[str, Any]:
    figures = {"score": "88.00", "criterion_means": {"tech": "36.00"}, "line": "60"}
    gates = {"open": {"yes": 5, "result": "passed"}}
    return {"ref": ref, "rank": rank, "outcome": outcome, "gates": gates, **figures, **changes}


def result(*entries: dict[str, Any], outcome: str = "selected", vacancies: int = 0) -> dict[str, Any]:
    return {"outcome": outcome, "vacancies": vacancies, "applications": list(entries)}


@pytest.mark.parametrize(
    ("worse", "found"),
    [
        pytest.param({"score": "87.00"}, False, id="score"),
        pytest.param({"criterion_means": {"tech": "35.00"}}, "기술", id="criterion"),
        pytest.param({"gates": {"open": {"yes": 4, "result": "passed"}}}, "공개", id="gate"),
        pytest.param({}, True, id="lot"),
    ],
)
def test_deciding_tie_break(worse, found):
    two = result(entry("A", 1, "selected"), entry("B", 2, "runner_up", **worse))

    name = deciding_tie_break(two, Card(RULE["tie_break"]), "presentation")

    assert found in name if isinstance(found, str) else bool(name) == found


def test_deciding_tie_break_of_equals_that_were_both_selected():
    both = result(entry("A", 1, "selected"), entry("B", 1, "selected"))

    assert deciding_tie_break(both, Card(RULE["tie_break"]), "presentation") == ""


def test_deciding_tie_break_without_a_key_that_separates():
    two = result(entry("A", 1, "selected"), entry("B", 2, "runner_up"))

    assert deciding_tie_break(two, Card(["criterion:tech", "gate:open"]), "presentation") == ""


@pytest.mark.parametrize(("outcome", "expected"), [("selected", True), ("below_pass", True), ("gate_failed", False)])
def test_outcome_facts_name_the_single_line_only_where_it_was_applied(outcome, expected):
    facts = outcome_facts(result(entry("A", None, outcome)), RULE, {"A": "가람"})

    assert facts.single_line is expected


def test_outcome_facts_name_the_open_teams_of_an_open_outcome_only():
    entries = [entry("A", 1, "tied"), entry("B", 1, "tied")]
    names = {"A": "가람", "B": "나래"}

    assert outcome_facts(result(*entries, outcome="tied"), RULE, names).open_teams == ["가람", "나래"]
    assert outcome_facts(result(*entries), RULE, names).open_teams == []


def test_recognised_needs_every_gate():
    passed, failed = {"result": "passed_by_chair"}, {"result": "failed"}

    assert recognised({"gates": {"a": passed, "b": passed}})
    assert not recognised({"gates": {"a": passed, "b": failed}})
