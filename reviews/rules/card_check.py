"""What the tally says of the rules of a rule card, before the card is frozen."""

from collections.abc import Mapping, Sequence
from typing import Any

from applications.rules.rule_card import STAGES
from portal.errors import Problem
from reviews.rules.tally import Malformed, rule_from


def problems(document: Mapping[str, Any]) -> Sequence[Problem]:
    """Every fault for which tally-1 would refuse a document with one of these rules."""
    return [problem for stage in STAGES if document[stage] is not None for problem in _of(document[stage], stage)]


def _of(rule: Mapping[str, Any], stage: str) -> list[Problem]:
    try:
        rule_from(rule)
    except Malformed as malformed:
        return [
            Problem("rule_malformed", {"path": fault.path, "message": fault.message}, f"{stage}_rule")
            for fault in malformed.faults
        ]
    return []
