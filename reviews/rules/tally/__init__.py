"""tally-1: how votes and scores become a decision, as one pure and exact function.

`read` (a text) or `document_from` (what `json.loads` gives) make a `Document` or raise `Malformed` with every fault;
`tally` decides it; `explain` gives the same decision with all figures on the way to it, for derivation pages and
reports. The first call, the additional call, the written short list and stage evaluations all use these functions.

Lowest first: `terms`, `figures`, `document`; then what is well-formed (`faults`, `node`, `names`, `rule_check`,
`application_check`, `strict_json`, `reading`) beside what is counted (`gates`, `scoring`, `assess`, `ranking`,
`result`, `decide`). "tally-1, Gates" in a docstring is the part of the published rule that the file carries out.
"""

from reviews.rules.tally.assess import Assessment
from reviews.rules.tally.decide import ApplicationExplanation, Explanation, explain, tally
from reviews.rules.tally.document import (
    Application,
    Criterion,
    Document,
    Majority,
    PassLine,
    Quorum,
    Rule,
    ScoreRule,
    Share,
)
from reviews.rules.tally.faults import Fault, Malformed
from reviews.rules.tally.figures import Figure
from reviews.rules.tally.gates import Attendance, GateCount, QuorumCount
from reviews.rules.tally.ranking import Place, TieBreak
from reviews.rules.tally.reading import document_from, read, rule_from
from reviews.rules.tally.result import ApplicationResult, Result
from reviews.rules.tally.scoring import Dropped, Scoring, SheetTotal
from reviews.rules.tally.terms import (
    FORMAT,
    RESULT_FORMAT,
    Base,
    DocumentOutcome,
    Fate,
    GateOrder,
    GateResult,
    Outcome,
    Tie,
    Trim,
    Vote,
)

__all__ = [
    "FORMAT",
    "RESULT_FORMAT",
    "Application",
    "ApplicationExplanation",
    "ApplicationResult",
    "Assessment",
    "Attendance",
    "Base",
    "Criterion",
    "Document",
    "DocumentOutcome",
    "Dropped",
    "Explanation",
    "Fate",
    "Fault",
    "Figure",
    "GateCount",
    "GateOrder",
    "GateResult",
    "Majority",
    "Malformed",
    "Outcome",
    "PassLine",
    "Place",
    "Quorum",
    "QuorumCount",
    "Result",
    "Rule",
    "ScoreRule",
    "Scoring",
    "Share",
    "SheetTotal",
    "Tie",
    "TieBreak",
    "Trim",
    "Vote",
    "document_from",
    "explain",
    "read",
    "rule_from",
    "tally",
]
