"""What sentences are told of a result: read from the published figures alone."""

from types import SimpleNamespace
from typing import Any

import pytest

from applications.rules.rule_card import Text
from reviews.queries.outcome import deciding_tie_break, outcome_facts, recognised
from reviews.rules.tally import document_from, tally
from tests.reviews.rules.tally import documents

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


def rival(ref: str, points: tuple[str, str], yes: int, lot: int | None) -> dict[str, Any]:
    """A team of two sheets' worth of points for technology and plan, with so many yes votes of three."""
    sheet = dict(zip(("tech", "plan"), points, strict=True))
    return {
        "ref": ref,
        "present": ["P1", "P2", "P3"],
        "recused": [],
        "chair": "P1",
        "lot": lot,
        "votes": {"open": {f"P{seat}": "yes" if seat <= yes else "no" for seat in (1, 2, 3)}},
        "sheets": {"P1": sheet, "P2": sheet},
        "points": {},
    }


def decided(*rivals: dict[str, Any], tie_break: list[str]) -> str:
    """What the page says separated the selected team from the next."""
    criteria = [{"code": code, "max": "50", "min": None} for code in ("tech", "plan")]
    rule = documents.rule(gates=["open"], score={"criteria": criteria}, tie_break=tie_break)
    document = documents.document(rule, *rivals, panel=["P1", "P2", "P3"])
    found = tally(document_from(document)).as_json()
    return deciding_tie_break(found, document, Card(tie_break), "presentation")


KEYS = ["criterion:tech", "gate:open", "lot"]


@pytest.mark.parametrize(
    ("worse", "keys", "named"),
    [
        pytest.param((("40", "39"), 3, 2), KEYS, "", id="score"),
        pytest.param((("39", "41"), 3, 2), KEYS, "기술", id="criterion"),
        pytest.param((("40", "40"), 2, 2), KEYS, "공개", id="gate"),
        pytest.param((("40", "40"), 3, 2), KEYS, "추첨", id="lot"),
        pytest.param((("39", "41"), 3, None), ["lot", "criterion:tech"], "기술", id="lot-that-nobody-drew"),
    ],
)
def test_deciding_tie_break(worse, keys, named):
    lot = 1 if worse[2] else None

    said = decided(rival("A", ("40", "40"), 3, lot), rival("B", *worse), tie_break=keys)

    assert named in said
    assert bool(said) == bool(named)


def test_deciding_tie_break_where_nobody_was_parted():
    both = result(entry("A", 1, "selected"), entry("B", 1, "selected"))

    assert deciding_tie_break(both, {}, Card(KEYS), "presentation") == ""


@pytest.mark.parametrize(
    ("score", "line", "counted"), [("59.99", "60", (1, 0)), ("90.00", "60", (0, 1)), ("9", None, (0, 1))]
)
def test_outcome_facts_tell_the_pass_line_from_the_least_points_of_a_criterion(score, line, counted):
    facts = outcome_facts(result(entry("A", None, "below_pass", score=score, line=line)), RULE, {"A": "가람"})

    assert (facts.below_line, facts.below_minimum) == counted


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
