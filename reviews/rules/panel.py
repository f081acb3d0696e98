"""The panel (평가위원회): who may hold a seat, what a member owes before reading, how seats are named.

Pledges (청렴서약, 보안서약) and the declaration of interests (이해관계 확인서) come before any document opens.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Step(StrEnum):
    """What a member does next."""

    PLEDGES = "pledges"
    INTERESTS = "interests"
    READY = "ready"


@dataclass(frozen=True)
class Candidate:
    """What is known of a person who is to be appointed."""

    is_staff: bool
    is_applicant: bool
    is_seated: bool


@dataclass(frozen=True)
class Interest:
    """What a member declares about one application."""

    application: str
    has_conflict: bool
    reason: str = ""


def problem_with(candidate: Candidate) -> str | None:
    """The code of what keeps this person from a seat, or None.

    Staff of the agencies and people of an applicant are excluded by rule (제척).
    """
    if candidate.is_seated:
        return "already_seated"
    if candidate.is_staff:
        return "staff_hold_no_seat"
    return "applicant_holds_no_seat" if candidate.is_applicant else None


def next_label(labels: Iterable[str]) -> str:
    """`P1`, `P2` …; a label is never used twice, also when its seat was dismissed."""
    return f"P{max((int(label[1:]) for label in labels), default=0) + 1}"


def next_step(*, pledges_left: int, interests_left: int) -> Step:
    """Pledges first, then interests, then everything is open."""
    if pledges_left:
        return Step.PLEDGES
    return Step.INTERESTS if interests_left else Step.READY


def without_reason(interests: Iterable[Interest]) -> list[str]:
    """References of applications with a declared conflict and no word about it."""
    return [each.application for each in interests if each.has_conflict and not each.reason.strip()]
