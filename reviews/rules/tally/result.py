"""The output of tally-1: the decision as frozen dataclasses, and as the object that documents carry."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reviews.rules.tally.document import PassLine
from reviews.rules.tally.figures import Figure
from reviews.rules.tally.gates import GateCount
from reviews.rules.tally.scoring import Dropped
from reviews.rules.tally.terms import RESULT_FORMAT, DocumentOutcome, Outcome


@dataclass(frozen=True, slots=True)
class ApplicationResult:
    """What became of one application; `rank` is None for one that never was a contender."""

    ref: str
    outcome: Outcome
    rank: int | None
    score: Figure | None
    line: PassLine | None
    dropped: Dropped | None
    criterion_means: Mapping[str, Figure] | None
    gates: tuple[GateCount, ...]

    def as_json(self) -> dict[str, Any]:
        means = self.criterion_means
        return {
            "ref": self.ref,
            "outcome": self.outcome.value,
            "rank": self.rank,
            "score": None if self.score is None else str(self.score),
            "line": None if self.line is None else self.line.written,
            "dropped": None if self.dropped is None else {"high": self.dropped.high, "low": self.dropped.low},
            "criterion_means": None if means is None else {code: str(mean) for code, mean in means.items()},
            "gates": {gate.gate: _gate_as_json(gate) for gate in self.gates},
        }


@dataclass(frozen=True, slots=True)
class Result:
    """What became of the call: applications in the order of the input, and the seats that stay vacant."""

    outcome: DocumentOutcome
    vacancies: int
    applications: tuple[ApplicationResult, ...]

    def as_json(self) -> dict[str, Any]:
        """The gwaban/tally-result-1 object, of plain dicts, lists, strings and ints."""
        return {
            "format": RESULT_FORMAT,
            "outcome": self.outcome.value,
            "vacancies": self.vacancies,
            "applications": [application.as_json() for application in self.applications],
        }


def _gate_as_json(gate: GateCount) -> dict[str, Any]:
    return {
        "yes": gate.yes,
        "no": gate.no,
        "abstain": gate.abstain,
        "base": gate.base,
        "needs": gate.needs,
        "result": gate.result.value,
    }
