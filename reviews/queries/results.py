"""What a revealed review gives: the computation with its derivation, and what still has to be decided about it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from applications.models import Round
from reviews.lifecycle import Stage
from reviews.models import ConsolidatedOpinion, Review
from reviews.queries.tally_facts import records, reviewed_applications
from reviews.rules.assembly import Assembly, StageFacts, assemble
from reviews.rules.tally import Explanation, Outcome, document_from, explain

OPEN = frozenset({Outcome.UNDECIDED, Outcome.TIED})


@dataclass(frozen=True)
class Computed:
    """A review's outcome as the records stand now, with everything that led to it and the teams' names."""

    facts: StageFacts
    assembly: Assembly
    explanation: Explanation
    names: Mapping[str, str]


def computed(round_: Round, stage: str) -> Computed:
    """Assemble the document and decide it; the same four statements at any size."""
    read = records(round_, stage)
    assembled = assemble(read.facts)
    return Computed(read.facts, assembled, explain(document_from(assembled.document)), read.names)


def open_refs(found: Computed) -> list[str]:
    """The applications that leave the outcome open, in the order of the document."""
    return [each.ref for each in found.explanation.result.applications if each.outcome in OPEN]


def without_lot(review: Review, refs: Iterable[str]) -> list[str]:
    """Those of these applications for which no lot was drawn since the newest reveal of this review."""
    drawn = set(review.lots.counting().values_list("application__reference", flat=True))
    return [ref for ref in refs if ref not in drawn]


def without_opinion(round_: Round) -> list[str]:
    """Teams that were presented and have no consolidated opinion of the chair yet."""
    summed_up = ConsolidatedOpinion.objects.filter(review__round=round_, review__stage=Stage.PRESENTATION)
    waiting = reviewed_applications(round_, Stage.PRESENTATION).exclude(pk__in=summed_up.values("application"))
    return list(waiting.values_list("team_name", flat=True))
