"""tally-1, Outcome of the document: the whole decision, with everything that led to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from reviews.rules.tally.assess import Assessment, assess
from reviews.rules.tally.document import Document
from reviews.rules.tally.ranking import Contender, Place, TieBreak, deal, order
from reviews.rules.tally.result import ApplicationResult, Result
from reviews.rules.tally.terms import DocumentOutcome, Outcome


@dataclass(frozen=True, slots=True)
class ApplicationExplanation:
    """One application: its own counts and figures, its place among the contenders (or None), what became of it."""

    assessment: Assessment
    place: Place | None
    result: ApplicationResult


@dataclass(frozen=True, slots=True)
class Explanation:
    """A decision and its derivation, for pages and reports: the same computation that `tally` returns the end of.

    `applications` stand in the order of the input, `tie_breaks` in the order in which they were tried, `places` from
    the first rank down.
    """

    applications: tuple[ApplicationExplanation, ...]
    tie_breaks: tuple[TieBreak, ...]
    places: tuple[Place, ...]
    result: Result


def tally(document: Document) -> Result:
    """The decision: a pure function of the document."""
    return explain(document).result


def explain(document: Document) -> Explanation:
    """The decision with every figure on the way to it."""
    assessments = [assess(document, application) for application in document.applications]
    groups, tie_breaks = order(
        [_contender(assessment) for assessment in assessments if assessment.verdict is None], document.rule.tie_break
    )
    pending = any(assessment.verdict is Outcome.UNDECIDED for assessment in assessments)
    places = deal(groups, document.rule.seats, pending=pending)
    place_of = {ref: place for place in places for ref in place.refs}
    explanations = tuple(
        _explanation(assessment, place_of.get(assessment.application.ref)) for assessment in assessments
    )
    return Explanation(
        applications=explanations,
        tie_breaks=tie_breaks,
        places=places,
        result=_result(document.rule.seats, tuple(explanation.result for explanation in explanations)),
    )


def _contender(assessment: Assessment) -> Contender:
    return Contender(
        ref=assessment.application.ref,
        score=assessment.scoring.score,
        criterion_means=assessment.scoring.criterion_means,
        yes={gate.gate: gate.yes for gate in assessment.gates},
        lot=assessment.application.lot,
    )


def _explanation(assessment: Assessment, place: Place | None) -> ApplicationExplanation:
    outcome = assessment.verdict
    if place is not None:
        outcome = Outcome.GATE_FAILED if assessment.gate_failed else place.outcome
    result = ApplicationResult(
        ref=assessment.application.ref,
        outcome=outcome,
        rank=place and place.rank,
        score=assessment.scoring.score,
        line=assessment.line,
        dropped=assessment.scoring.dropped,
        criterion_means=assessment.scoring.criterion_means,
        gates=assessment.gates,
    )
    return ApplicationExplanation(assessment, place, result)


def _result(seats: int, applications: Sequence[ApplicationResult]) -> Result:
    outcomes = [application.outcome for application in applications]
    if Outcome.UNDECIDED in outcomes:
        outcome = DocumentOutcome.UNDECIDED
    elif Outcome.TIED in outcomes:
        outcome = DocumentOutcome.TIED
    elif Outcome.SELECTED in outcomes:
        outcome = DocumentOutcome.SELECTED
    else:
        outcome = DocumentOutcome.NO_SELECTION
    return Result(outcome, seats - outcomes.count(Outcome.SELECTED), tuple(applications))
