"""In which order may things happen to a review and to a decision: states and a table of moves.

Plain Python. Continues `applications.lifecycle` from the point where panels begin.
"""

from collections.abc import Mapping
from enum import StrEnum

from applications.lifecycle import ApplicationStatus, By, Move, RoundStatus
from portal.errors import NotNow


class Stage(StrEnum):
    """서면평가 and 발표평가; the rule card says which of them a round has."""

    WRITTEN = "written"
    PRESENTATION = "presentation"


class ReviewStatus(StrEnum):
    """One review of one round. Sheets and votes are sealed until it is revealed by two people."""

    COLLECTING = "collecting"
    CLOSED = "closed"
    REVEALED = "revealed"


class SessionStatus(StrEnum):
    """One application's presentation session (발표 회차)."""

    SCHEDULED = "scheduled"
    RUNNING = "running"
    VOTING = "voting"
    ENDED = "ended"


class DecisionStatus(StrEnum):
    """computed → prepared → confirmed (by the second person, who thereby publishes) or superseded."""

    COMPUTED = "computed"
    PREPARED = "prepared"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"


class Outcome(StrEnum):
    """tally-1, Outcome of the document."""

    SELECTED = "selected"
    NO_SELECTION = "no_selection"
    TIED = "tied"
    UNDECIDED = "undecided"


class ApplicationOutcome(StrEnum):
    """tally-1, Outcome of an application."""

    SELECTED = "selected"
    RUNNER_UP = "runner_up"
    GATE_FAILED = "gate_failed"
    BELOW_PASS = "below_pass"  # noqa: S105 (a pass mark, not a password)
    TIED = "tied"
    UNDECIDED = "undecided"
    PENDING = "pending"


def _move(verb: str, source: set[StrEnum], target: StrEnum, by: By, *, report: str = "") -> Move:
    return Move(verb, frozenset(source), target, by, report=report)


REVIEW_MOVES = (
    _move("review.close", {ReviewStatus.COLLECTING}, ReviewStatus.CLOSED, By.SECRETARY),
    _move("review.reopen", {ReviewStatus.REVEALED}, ReviewStatus.COLLECTING, By.TWO_MANAGERS),
    _move("review.reveal", {ReviewStatus.CLOSED}, ReviewStatus.REVEALED, By.TWO_MANAGERS),
)
SESSION_MOVES = (
    _move("session.start", {SessionStatus.SCHEDULED}, SessionStatus.RUNNING, By.SECRETARY),
    _move("session.open_vote", {SessionStatus.RUNNING}, SessionStatus.VOTING, By.SECRETARY),
    # From running only where the rule card has no gates to vote on.
    _move("session.end", {SessionStatus.RUNNING, SessionStatus.VOTING}, SessionStatus.ENDED, By.SECRETARY),
)
DECISION_MOVES = (
    _move("decision.prepare", {DecisionStatus.COMPUTED}, DecisionStatus.PREPARED, By.MANAGER),
    _move(
        "decision.publish",
        {DecisionStatus.PREPARED},
        DecisionStatus.PUBLISHED,
        By.TWO_MANAGERS,
        report="evaluation_report",
    ),
    _move("decision.supersede", {DecisionStatus.PREPARED}, DecisionStatus.SUPERSEDED, By.MANAGER),
)
_MOVES = {move.verb: move for move in (*REVIEW_MOVES, *SESSION_MOVES, *DECISION_MOVES)}

# What a published outcome moves the application to; the others stop the publication (a further session follows).
FINAL_MOVES = {
    ApplicationOutcome.SELECTED: "outcome.selected",
    ApplicationOutcome.RUNNER_UP: "outcome.runner_up",
    ApplicationOutcome.GATE_FAILED: "outcome.gate_failed",
    ApplicationOutcome.BELOW_PASS: "outcome.below_pass",
}
# Outcomes of the document that can be published; tied and undecided lead back to deliberation.
PUBLISHABLE = frozenset({Outcome.SELECTED, Outcome.NO_SELECTION})
# When interests may be declared, and when sessions are held and opinions written.
DECLARING = frozenset({RoundStatus.SCREENING, RoundStatus.WRITTEN, RoundStatus.PRESENTATION, RoundStatus.DELIBERATION})
MEETS_IN = frozenset({RoundStatus.PRESENTATION, RoundStatus.DELIBERATION})
UNDER_REVIEW = frozenset({ApplicationStatus.ELIGIBLE, ApplicationStatus.WRITTEN_PASSED})
_DECIDED = frozenset(
    {
        ApplicationStatus.SELECTED,
        ApplicationStatus.RUNNER_UP,
        ApplicationStatus.GATE_FAILED,
        ApplicationStatus.BELOW_PASS,
    }
)


def reviewed_in(stage: str, *, has_written: bool) -> frozenset[ApplicationStatus]:
    """The states of the applications that a review decides on, also after it has decided.

    Everything eligible comes to the first review; the presentation after a written one is for who passed that.
    """
    if stage == Stage.PRESENTATION and has_written:
        return _DECIDED | {ApplicationStatus.WRITTEN_PASSED}
    after_written = {ApplicationStatus.WRITTEN_PASSED, ApplicationStatus.WRITTEN_FAILED}
    return _DECIDED | after_written | {ApplicationStatus.ELIGIBLE}


def recusal_counts_from(reviews: Mapping[str, str], *, session_ended: bool) -> Stage | None:
    """The first review that a recusal recorded now takes its seat out of; None when nothing is left to count.

    `reviews` maps the stages that have begun to their status; `session_ended` says whether the newest session of the
    application has. What is closed keeps what was handed in, whoever finds out later that it should not have been.
    """
    collecting = ReviewStatus.COLLECTING
    if session_ended or reviews.get(Stage.PRESENTATION, collecting) != collecting:
        return None
    return Stage.WRITTEN if reviews.get(Stage.WRITTEN, collecting) == collecting else Stage.PRESENTATION


def pick(verb: str, status: str) -> Move:
    """The move, if it is legal from this status. Raises NotNow otherwise, LookupError for an unknown verb."""
    move = _MOVES[verb]
    if status not in move.source:
        raise NotNow("state_changed")
    return move
