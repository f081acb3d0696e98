"""Does the rule of a review fit what the card says of criteria, points, questions and seats?

The form of a tally-1 rule is the tally's own matter (`registry.readiness_checks`); here stands what people get wrong.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from portal.errors import Problem


def problems(document: Mapping[str, Any], stage: str) -> list[Problem]:
    """What is wrong with one review's criteria and rule; a card without a presentation review has no decision."""
    rule = document[stage]
    if rule is None:
        return [] if stage == "written" else [Problem("no_presentation", field_name="presentation_rule")]
    return [
        *_criteria(document, stage),
        *_seats(rule, stage),
        *_gates(document, stage),
        *_lines(rule, stage),
        *_ties(rule, stage),
    ]


def _criteria(document: Mapping[str, Any], stage: str) -> Iterator[Problem]:
    texts = {item["code"]: item for item in document["criteria"][stage]}
    rows = document[stage]["score"]["criteria"]
    codes = [row["code"] for row in rows]
    for place, row in enumerate(rows):
        at = f"{stage}_criteria.{place}"
        if row["code"] in codes[:place]:
            yield Problem("code_doubled", {"code": row["code"]}, f"{at}.code")
        for text in ("name", "anchor"):
            if not texts[row["code"]][text]["ko"].strip():
                yield Problem("text_missing", field_name=f"{at}.{text}")
        if Decimal(row["max"]) <= 0:
            yield Problem("max_not_positive", field_name=f"{at}.max")
        if row["min"] is not None and Decimal(row["min"]) > Decimal(row["max"]):
            yield Problem("min_above_max", field_name=f"{at}.min")


def _seats(rule: Mapping[str, Any], stage: str) -> Iterator[Problem]:
    if rule["seats"] < 1:
        yield Problem("no_seat", field_name=f"{stage}_rule.seats")
    if not rule["gates"] and not rule["score"]["criteria"]:
        yield Problem("nothing_decides", field_name=f"{stage}_rule.gates")


def _gates(document: Mapping[str, Any], stage: str) -> Iterator[Problem]:
    rule, known = document[stage], {gate["code"] for gate in document["gates"]}
    for code in rule["gates"]:
        if code not in known:
            yield Problem("gate_unknown", {"code": code}, f"{stage}_rule.gates")
    if bool(rule["gates"]) != (rule["majority"] is not None):
        yield Problem("majority_missing", field_name=f"{stage}_rule.of")
    if rule["gate_order"] == "after_rank" and not rule["gates"]:
        yield Problem("order_without_gates", field_name=f"{stage}_rule.gate_order")


def _lines(rule: Mapping[str, Any], stage: str) -> Iterator[Problem]:
    score = rule["score"]
    total = sum((Decimal(row["max"]) for row in score["criteria"]), Decimal(0))
    for name in ("pass", "pass_single"):
        if score[name] is not None and Decimal(score[name]) > total:
            yield Problem("line_above_total", {"total": format(total, "f")}, f"{stage}_rule.{name}")


def _ties(rule: Mapping[str, Any], stage: str) -> Iterator[Problem]:
    known = {"lot", *(f"criterion:{row['code']}" for row in rule["score"]["criteria"])}
    known |= {f"gate:{code}" for code in rule["gates"]}
    for place, key in enumerate(rule["tie_break"]):
        if key not in known or key in rule["tie_break"][:place]:
            yield Problem("tie_break_unknown", field_name=f"{stage}_rule.tie_break_{place + 1}")
