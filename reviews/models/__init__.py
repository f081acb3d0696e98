"""Import from here: `from reviews.models import Sheet`. Split by what is locked and saved together."""

from reviews.models.ballot import Ballot, Vote
from reviews.models.decision import Decision, Publication
from reviews.models.evidence import EvidenceExport
from reviews.models.panel import (
    ChairElection,
    InterestDeclaration,
    Panel,
    PledgeSignature,
    Recusal,
    Seat,
    stepped_back,
)
from reviews.models.review import Reveal, Review
from reviews.models.session import Attendance, ConsolidatedOpinion, LotDraw, Session
from reviews.models.sheet import Score, Sheet, SheetDraft, Signature

__all__ = [
    "Attendance",
    "Ballot",
    "ChairElection",
    "ConsolidatedOpinion",
    "Decision",
    "EvidenceExport",
    "InterestDeclaration",
    "LotDraw",
    "Panel",
    "PledgeSignature",
    "Publication",
    "Recusal",
    "Reveal",
    "Review",
    "Score",
    "Seat",
    "Session",
    "Sheet",
    "SheetDraft",
    "Signature",
    "Vote",
    "stepped_back",
]
