"""tally-1, Outcome of an application: what can be said of each one alone, before anybody is ranked."""

from dataclasses import dataclass

from reviews.rules.tally.document import Application, Document, PassLine, Rule
from reviews.rules.tally.gates import (
    Attendance,
    GateCount,
    QuorumCount,
    count_attendance,
    count_gates,
    count_quorum,
)
from reviews.rules.tally.scoring import Scoring, score_application
from reviews.rules.tally.terms import GateOrder, GateResult, Outcome


@dataclass(frozen=True, slots=True)
class Assessment:
    """The counts and figures of one application, all of them, whatever its outcome.

    `quorum` is None where the rule has no quorum or no gates. `below_line` and `below_minimum` (codes of criteria)
    say which lines the published figures miss. `verdict` is the outcome already certain, None for a contender.
    """

    application: Application
    attendance: Attendance
    quorum: QuorumCount | None
    gates: tuple[GateCount, ...]
    scoring: Scoring
    line: PassLine | None
    below_line: bool
    below_minimum: tuple[str, ...]
    verdict: Outcome | None

    @property
    def gate_failed(self) -> bool:
        return _any(self.gates, GateResult.FAILED)


def assess(document: Document, application: Application) -> Assessment:
    rule = document.rule
    attendance = count_attendance(document.panel, application)
    quorum = count_quorum(rule, attendance)
    gates = count_gates(rule, application, attendance, quorum)
    scoring = score_application(rule.score, document.panel, application)
    line = _line(document)
    below_line = line is not None and scoring.score is not None and scoring.score.value < line.value
    below_minimum = _below_minimum(rule, scoring)
    return Assessment(
        application=application,
        attendance=attendance,
        quorum=quorum,
        gates=gates,
        scoring=scoring,
        line=line,
        below_line=below_line,
        below_minimum=below_minimum,
        verdict=_verdict(rule, gates, scoring, below=below_line or bool(below_minimum)),
    )


def _line(document: Document) -> PassLine | None:
    """The single applicant's line where there is one entry, whatever becomes of it, and the rule has such a line."""
    score = document.rule.score
    single = score.pass_single if len(document.applications) == 1 else None
    return single or score.pass_line


def _below_minimum(rule: Rule, scoring: Scoring) -> tuple[str, ...]:
    means = scoring.criterion_means or {}
    return tuple(
        criterion.code
        for criterion in rule.score.criteria
        if criterion.code in means and criterion.minimum is not None and means[criterion.code].value < criterion.minimum
    )


def _verdict(rule: Rule, gates: tuple[GateCount, ...], scoring: Scoring, *, below: bool) -> Outcome | None:
    """The first that fits, in the order of the rule."""
    failed = _any(gates, GateResult.FAILED)
    if _any(gates, GateResult.NO_QUORUM):
        return Outcome.UNDECIDED
    if failed and rule.gate_order is GateOrder.BEFORE_RANK:
        return Outcome.GATE_FAILED
    if scoring.score is None:
        return Outcome.GATE_FAILED if failed else Outcome.UNDECIDED
    if below:
        return Outcome.GATE_FAILED if failed else Outcome.BELOW_PASS
    return None


def _any(gates: tuple[GateCount, ...], result: GateResult) -> bool:
    return any(gate.result is result for gate in gates)
