"""The score sheet (평가표): what a member typed becomes marks, or every reason why it cannot be signed yet.

Points are plain decimals from 0 to the criterion's maximum with no more decimals than the rule's `digits` (and never
more than the record keeps); each criterion has a comment of at least `comment_min` characters (rule card).
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from applications.rules.rule_card import Criterion
from portal.errors import BrokenRule, Problem

# The record keeps points as numeric(12, 4).
KEPT_DECIMALS = 4
COMMENT_MAX = 4000
_DECIMAL = re.compile(r"[0-9]{1,7}(?:\.[0-9]{1,9})?")
Typed = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Mark:
    """Points and comment for one criterion, as they are signed."""

    criterion: str
    points: Decimal
    comment: str


@dataclass(frozen=True)
class Running:
    """The total of what has valid points so far, and how many criteria have none."""

    total: Decimal
    left: int


def decimals_allowed(digits: int) -> int:
    """How many decimals a member may type: as many as the published score has, at most those the record keeps."""
    return min(digits, KEPT_DECIMALS)


def read_marks(typed: Typed, criteria: Sequence[Criterion], *, digits: int, comment_min: int) -> tuple[Mark, ...]:
    """The marks in the order of the criteria. Raises BrokenRule with every problem, each at its field."""
    problems = [
        problem
        for criterion in criteria
        for problem in _problems(typed.get(criterion.code, {}), criterion, digits=digits, comment_min=comment_min)
    ]
    if problems:
        raise BrokenRule(*problems)
    return tuple(_mark(criterion, typed[criterion.code]) for criterion in criteria)


def running(typed: Typed, criteria: Sequence[Criterion], *, digits: int) -> Running:
    """What the foot of the sheet shows while it is being written."""
    valid = [
        Decimal(_cleaned(typed.get(criterion.code, {})))
        for criterion in criteria
        if points_problem(typed.get(criterion.code, {}).get("points", ""), criterion, digits=digits) is None
    ]
    return Running(total=sum(valid, Decimal()), left=len(criteria) - len(valid))


def total(marks: Sequence[Mark]) -> Decimal:
    """The sheet's sum."""
    return sum((mark.points for mark in marks), Decimal())


def maximum(criteria: Sequence[Criterion]) -> Decimal:
    """The most points a sheet can have."""
    return sum((Decimal(criterion.max) for criterion in criteria), Decimal())


def written(value: Decimal) -> str:
    """A decimal as records and pages write it: no exponent, no needless zeros (`35.5`, `40`, `0`)."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def comment_length(comment: str) -> int:
    """Characters as the page counts them: line ends count once, space at both ends does not."""
    return len(comment.strip().replace("\r\n", "\n"))


def points_problem(text: str, criterion: Criterion, *, digits: int) -> Problem | None:
    """Why this text is no number of points for the criterion, or None."""
    name = f"points_{criterion.code}"
    cleaned = unicodedata.normalize("NFKC", text).strip()
    if not cleaned:
        return Problem("points_missing", {}, name)
    if not _DECIMAL.fullmatch(cleaned):
        return Problem("points_not_a_number", {}, name)
    if len(written(Decimal(cleaned)).partition(".")[2]) > decimals_allowed(digits):
        return Problem("points_too_fine", {"digits": decimals_allowed(digits)}, name)
    if Decimal(cleaned) > Decimal(criterion.max):
        return Problem("points_above_max", {"max": criterion.max}, name)
    return None


def as_record(marks: Sequence[Mark]) -> list[dict[str, Any]]:
    """The marks as JSON without floats, for the signed document."""
    return [{"criterion": mark.criterion, "points": written(mark.points), "comment": mark.comment} for mark in marks]


def _problems(typed: Mapping[str, str], criterion: Criterion, *, digits: int, comment_min: int) -> Sequence[Problem]:
    found = [points_problem(typed.get("points", ""), criterion, digits=digits)]
    length, name = comment_length(typed.get("comment", "")), f"comment_{criterion.code}"
    if length < comment_min:
        found.append(Problem("comment_too_short", {"min": comment_min, "now": length}, name))
    if length > COMMENT_MAX:
        found.append(Problem("comment_too_long", {"max": COMMENT_MAX, "now": length}, name))
    return [problem for problem in found if problem is not None]


def _mark(criterion: Criterion, typed: Mapping[str, str]) -> Mark:
    comment = typed.get("comment", "").strip().replace("\r\n", "\n")
    return Mark(criterion.code, Decimal(_cleaned(typed)), comment)


def _cleaned(typed: Mapping[str, str]) -> str:
    return unicodedata.normalize("NFKC", typed.get("points", "")).strip()
