"""요건검토: what follows from the checklist."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from portal.errors import Problem


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


def problems(
    answers: Sequence[CheckAnswer], checklist: Sequence[str], *, is_correction: bool, reason: str
) -> list[Problem]:
    """What keeps a screening from being finished.

    `checklist` are the rule card's codes: each is answered once and in its order. A correction of an earlier
    screening says why.
    """
    if [answer.code for answer in answers] != list(checklist):
        return [Problem("checklist_incomplete")]
    found = [Problem("check_reason_missing", {}, f"reason_{code}") for code in missing_reasons(answers)]
    if is_correction and not reason.strip():
        found.append(Problem("correction_reason_missing", {}, "reason"))
    return found
