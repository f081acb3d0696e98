"""How many yes votes are enough: the share of a majority rule, for the sentences and examples of a rule card.

The decision itself is counted by tally-1; this is its `needs` for a base that is only imagined.
"""

import math
from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from typing import Any


class Kind(StrEnum):
    """What a share means to people."""

    MAJORITY = "majority"
    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    ALL = "all"
    ANY = "any"


def kind_of(rule: Mapping[str, Any]) -> Kind:
    """과반 (more than one half), 전원 (at least all of them), one of them (more than none), or another share."""
    if "more_than" in rule:
        return {Fraction(1, 2): Kind.MAJORITY, Fraction(0): Kind.ANY}.get(Fraction(rule["more_than"]), Kind.MORE_THAN)
    return Kind.ALL if Fraction(rule["at_least"]) == 1 else Kind.AT_LEAST


def enough(rule: Mapping[str, Any], base: int) -> int:
    """The smallest number that satisfies `more_than` or `at_least` of this base, never below 1."""
    if "more_than" in rule:
        return math.floor(Fraction(rule["more_than"]) * base) + 1
    return max(1, math.ceil(Fraction(rule["at_least"]) * base))


def can_tie(rule: Mapping[str, Any]) -> bool:
    """가부동수: exactly the share, which `more_than` leaves open and `at_least` accepts."""
    return "more_than" in rule and Fraction(rule["more_than"]) > 0
