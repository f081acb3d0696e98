"""The closed word lists of tally-1, with the words as the documents write them."""

from enum import StrEnum

FORMAT = "gwaban/tally-1"
RESULT_FORMAT = "gwaban/tally-result-1"


class Vote(StrEnum):
    """One seat's vote on one gate; a present seat without one abstains."""

    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"


class Base(StrEnum):
    """Who counts (tally-1, Gates): 재적, 제척·회피 제외 재적, 출석, 기권 제외."""

    APPOINTED = "appointed"
    ELIGIBLE = "eligible"
    PRESENT = "present"
    VOTED = "voted"


class GateOrder(StrEnum):
    """Whether a failed gate takes an application out before the ranking or leaves its rank standing."""

    BEFORE_RANK = "before_rank"
    AFTER_RANK = "after_rank"


class Tie(StrEnum):
    """What exactly the share asked for gives: 가부동수는 부결, or the chair's own vote decides."""

    FAILS = "fails"
    CHAIR = "chair"


class Trim(StrEnum):
    """Whether one highest and one lowest sheet are dropped."""

    NONE = "none"
    ONE_EACH = "one_each"


class Fate(StrEnum):
    """What became of one sheet when the mean was taken."""

    KEPT = "kept"
    DROPPED_HIGH = "dropped_high"
    DROPPED_LOW = "dropped_low"


class GateResult(StrEnum):
    """What one gate says about one application."""

    PASSED = "passed"
    PASSED_BY_CHAIR = "passed_by_chair"
    FAILED = "failed"
    NO_QUORUM = "no_quorum"


class Outcome(StrEnum):
    """What becomes of one application."""

    SELECTED = "selected"
    RUNNER_UP = "runner_up"
    TIED = "tied"
    GATE_FAILED = "gate_failed"
    BELOW_PASS = "below_pass"  # noqa: S105 (a pass line, not a password)
    UNDECIDED = "undecided"
    PENDING = "pending"


class DocumentOutcome(StrEnum):
    """What becomes of the whole call."""

    SELECTED = "selected"
    TIED = "tied"
    NO_SELECTION = "no_selection"
    UNDECIDED = "undecided"
