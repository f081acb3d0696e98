"""Import from here: `from applications.models import Application`. Split by what is locked and saved together."""

from applications.models.application import Application, ApplicationPerson, ConsortiumMember, Researcher
from applications.models.document import Document
from applications.models.round import CloseManifest, Round, RoundDeadline, RuleCard
from applications.models.screening import Screening
from applications.models.submission import RefusedAttempt, Submission, Withdrawal

__all__ = [
    "Application",
    "ApplicationPerson",
    "CloseManifest",
    "ConsortiumMember",
    "Document",
    "RefusedAttempt",
    "Researcher",
    "Round",
    "RoundDeadline",
    "RuleCard",
    "Screening",
    "Submission",
    "Withdrawal",
]
