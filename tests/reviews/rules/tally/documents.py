"""Builders of tally-1 documents as parsed JSON, each call a fresh one that a test may change."""

from typing import Any

from reviews.rules.tally import Malformed, document_from, tally

PANEL = [f"P{number}" for number in range(1, 8)]


def worked_example() -> dict[str, Any]:
    """The input of tally-1's own example."""
    return {
        "format": "gwaban/tally-1",
        "rule": {
            "seats": 1,
            "gates": ["competitiveness", "ecosystem"],
            "gate_order": "before_rank",
            "majority": {
                "of": "present",
                "more_than": "1/2",
                "tie": "fails",
                "quorum": {"of": "appointed", "more_than": "1/2", "min": None},
            },
            "score": {
                "criteria": [
                    {"code": "tech", "max": "40", "min": None},
                    {"code": "plan", "max": "30", "min": None},
                    {"code": "impact", "max": "30", "min": "12"},
                ],
                "trim": "one_each",
                "trim_from": 5,
                "digits": 2,
                "pass": "60",
                "pass_single": "70",
            },
            "tie_break": ["criterion:tech", "gate:competitiveness", "lot"],
        },
        "panel": ["P1", "P2"],
        "applications": [
            {
                "ref": "A1",
                "present": ["P1", "P2"],
                "recused": [],
                "chair": "P1",
                "lot": 2,
                "votes": {
                    "competitiveness": {"P1": "yes", "P2": "no"},
                    "ecosystem": {"P1": "yes", "P2": "abstain"},
                },
                "sheets": {"P1": {"tech": "35.5", "plan": "25", "impact": "20"}},
                "points": {"bonus": "1.5"},
            }
        ],
    }


def majority(**changes: Any) -> dict[str, Any]:
    """More than half of those present, no quorum, a tie fails."""
    base: dict[str, Any] = {"of": "present", "more_than": "1/2", "tie": "fails", "quorum": None}
    if "at_least" in changes:
        del base["more_than"]
    return base | changes


def score_rule(**changes: Any) -> dict[str, Any]:
    """One criterion `merit` of at most 100, plain mean, two decimals, no line."""
    merit = {"code": "merit", "max": "100", "min": None}
    base = {"criteria": [merit], "trim": "none", "trim_from": 3, "digits": 2, "pass": None, "pass_single": None}
    return base | changes


def rule(*, score: dict[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
    """One seat, one gate `fit` by simple majority before the ranking, no tie-break."""
    base = {
        "seats": 1,
        "gates": ["fit"],
        "gate_order": "before_rank",
        "majority": majority(),
        "score": score_rule(**(score or {})),
        "tie_break": [],
    }
    return base | changes


def without_gates(**changes: Any) -> dict[str, Any]:
    return rule(gates=[], majority=None, **changes)


def votes(*, yes: int = 0, no: int = 0, abstain: int = 0) -> dict[str, str]:
    """Votes of the first seats of the panel in this order."""
    words = ["yes"] * yes + ["no"] * no + ["abstain"] * abstain
    return dict(zip(PANEL, words, strict=False))


def application(ref: str, *, merit: Any = "80", **changes: Any) -> dict[str, Any]:
    """All seven present and for it, one sheet by P1 with this `merit` (None: no sheet)."""
    base = {
        "ref": ref,
        "present": list(PANEL),
        "recused": [],
        "chair": None,
        "lot": None,
        "votes": {"fit": votes(yes=7)},
        "sheets": {} if merit is None else {"P1": {"merit": merit}},
        "points": {},
    }
    return base | changes


def document(rule: dict[str, Any], *applications: dict[str, Any], panel: list[str] | None = None) -> dict[str, Any]:
    return {
        "format": "gwaban/tally-1",
        "rule": rule,
        "panel": list(PANEL) if panel is None else panel,
        "applications": list(applications),
    }


def decided(data: dict[str, Any]) -> dict[str, Any]:
    """The result document."""
    return tally(document_from(data)).as_json()


def outcomes(data: dict[str, Any]) -> dict[str, str]:
    return {row["ref"]: row["outcome"] for row in decided(data)["applications"]}


def ranks(data: dict[str, Any]) -> dict[str, int | None]:
    return {row["ref"]: row["rank"] for row in decided(data)["applications"]}


def gate(data: dict[str, Any]) -> dict[str, Any]:
    """The figures of gate `fit` for the first application."""
    return decided(data)["applications"][0]["gates"]["fit"]


def changed(*path: str | int, to: Any) -> dict[str, Any]:
    """The worked example with the value at this path replaced, or added where there is none."""
    data = worked_example()
    part = data
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = to
    return data


def without(*path: str | int) -> dict[str, Any]:
    """The worked example without the member at this path."""
    data = worked_example()
    part = data
    for step in path[:-1]:
        part = part[step]
    del part[path[-1]]
    return data


def fault_paths(data: Any) -> list[str]:
    """The paths of all faults of a malformed document, in their order; none for a well-formed one."""
    try:
        document_from(data)
    except Malformed as malformed:
        return [fault.path for fault in malformed.faults]
    return []
