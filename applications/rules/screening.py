"""요건검토: what follows from the checklist."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class ScreeningOutcome(StrEnum):
    """적격 or 부적격."""

    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"


@dataclass(frozen=True)
class CheckAnswer:
    """One line of the checklist; a line that does not hold needs a reason."""

    code: str
    holds: bool
    reason: str = ""


def outcome(answers: Sequence[CheckAnswer]) -> ScreeningOutcome:
    """Eligible exactly when every line holds."""
    if all(answer.holds for answer in answers):
        return ScreeningOutcome.ELIGIBLE
    return ScreeningOutcome.INELIGIBLE


def missing_reasons(answers: Sequence[CheckAnswer]) -> list[str]:
    """Codes of lines that do not hold and say no reason."""
    return [answer.code for answer in answers if not answer.holds and not answer.reason.strip()]
