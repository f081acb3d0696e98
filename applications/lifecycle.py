"""In which order may things happen to a round and to an application: states and a table of moves.

Read this first. Plain Python; nothing else knows the order. `reviews.lifecycle` continues where panels begin.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from portal.errors import NotNow


class RoundStatus(StrEnum):
    """Where a round stands (공고 → 접수 → 요건검토 → 서면평가 → 발표평가 → 심의 → 공표)."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    OPEN = "open"
    CLOSED = "closed"
    SCREENING = "screening"
    WRITTEN = "written"
    PRESENTATION = "presentation"
    DELIBERATION = "deliberation"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


class ApplicationStatus(StrEnum):
    """Where one application stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"
    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"
    WRITTEN_PASSED = "written_passed"
    WRITTEN_FAILED = "written_failed"
    SELECTED = "selected"
    RUNNER_UP = "runner_up"
    GATE_FAILED = "gate_failed"
    BELOW_PASS = "below_pass"  # noqa: S105 (a pass mark, not a password)


class By(StrEnum):
    """Who may make a move; `permissions` says who that is for a given object."""

    APPLICANT = "applicant"
    MANAGER = "manager"
    TWO_MANAGERS = "two managers"
    SECRETARY = "secretary"
    CLOCK = "clock"


@dataclass(frozen=True)
class Move:
    """One legal step. `verb` names the action, its URL, its audit entry and its tests."""

    verb: str
    source: frozenset[StrEnum]
    target: StrEnum
    by: By
    mail: str = ""
    report: str = ""


R, A = RoundStatus, ApplicationStatus


def _move(verb: str, source: Iterable[StrEnum], target: StrEnum, by: By, *, mail: str = "", report: str = "") -> Move:
    return Move(verb, frozenset(source), target, by, mail, report)


ROUND_MOVES = (
    _move("round.open", {R.DRAFT}, R.ANNOUNCED, By.TWO_MANAGERS, report="rule_card"),
    _move("round.start", {R.ANNOUNCED}, R.OPEN, By.CLOCK),
    _move("round.close", {R.OPEN}, R.CLOSED, By.CLOCK),
    _move("round.unseal", {R.CLOSED}, R.SCREENING, By.SECRETARY),
    _move("round.start_written", {R.SCREENING}, R.WRITTEN, By.SECRETARY, mail="review_begun"),
    _move("round.skip_written", {R.SCREENING}, R.PRESENTATION, By.SECRETARY, mail="review_begun"),
    _move("round.shortlist", {R.WRITTEN}, R.PRESENTATION, By.TWO_MANAGERS, mail="shortlisted"),
    _move("round.deliberate", {R.PRESENTATION}, R.DELIBERATION, By.TWO_MANAGERS),
    _move("round.publish", {R.DELIBERATION}, R.PUBLISHED, By.TWO_MANAGERS, mail="decision", report="decision"),
    _move("round.cancel", {R.DRAFT, R.ANNOUNCED, R.OPEN, R.CLOSED}, R.CANCELLED, By.TWO_MANAGERS, mail="cancelled"),
)
# A screening may be corrected by a new version until the review begins, also with the same outcome.
_SCREENED = {A.SUBMITTED, A.ELIGIBLE, A.INELIGIBLE}
APPLICATION_MOVES = (
    _move("submit", {A.DRAFT, A.SUBMITTED}, A.SUBMITTED, By.APPLICANT, mail="receipt", report="receipt"),
    _move("withdraw", {A.SUBMITTED}, A.WITHDRAWN, By.APPLICANT, mail="withdrawn"),
    _move("screen.eligible", _SCREENED, A.ELIGIBLE, By.SECRETARY, mail="screened"),
    _move("screen.ineligible", _SCREENED, A.INELIGIBLE, By.SECRETARY, mail="screened"),
    _move("shortlist.pass", {A.ELIGIBLE}, A.WRITTEN_PASSED, By.TWO_MANAGERS, mail="shortlisted"),
    _move("shortlist.fail", {A.ELIGIBLE}, A.WRITTEN_FAILED, By.TWO_MANAGERS, mail="shortlisted"),
    _move("outcome.selected", {A.ELIGIBLE, A.WRITTEN_PASSED}, A.SELECTED, By.TWO_MANAGERS, mail="decision"),
    _move("outcome.runner_up", {A.ELIGIBLE, A.WRITTEN_PASSED}, A.RUNNER_UP, By.TWO_MANAGERS, mail="decision"),
    _move("outcome.gate_failed", {A.ELIGIBLE, A.WRITTEN_PASSED}, A.GATE_FAILED, By.TWO_MANAGERS, mail="decision"),
    _move("outcome.below_pass", {A.ELIGIBLE, A.WRITTEN_PASSED}, A.BELOW_PASS, By.TWO_MANAGERS, mail="decision"),
)
_MOVES = {move.verb: move for move in (*ROUND_MOVES, *APPLICATION_MOVES)}

# From announcement on the rule card is public; before, only staff see the round.
PUBLIC_ROUND = frozenset(RoundStatus) - {R.DRAFT}
# Nothing is reviewed or decided in it any more.
OVER = frozenset({R.PUBLISHED, R.CANCELLED})
# From 개찰 on staff may read what was handed in.
UNSEALED = frozenset({R.SCREENING, R.WRITTEN, R.PRESENTATION, R.DELIBERATION, R.PUBLISHED})
# Applications whose content staff and panel may read, once the close manifest exists.
HANDED_IN = frozenset(ApplicationStatus) - {A.DRAFT, A.WITHDRAWN}


def pick(verb: str, status: str) -> Move:
    """The move, if it is legal from this status. Raises NotNow otherwise, LookupError for an unknown verb."""
    move = _MOVES[verb]
    if status not in move.source:
        raise NotNow("state_changed")
    return move
