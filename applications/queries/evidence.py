"""What the call brings to an evidence bundle (reviews/evidence_format.md): its tables, row by row, and the files."""

from collections.abc import Iterator
from typing import Any

from applications.models import (
    Application,
    CloseManifest,
    Document,
    RefusedAttempt,
    Round,
    RoundDeadline,
    RuleCard,
    Screening,
    Submission,
    Withdrawal,
)
from portal.evidence import listed
from portal.models import StoredFile
from portal.registry import EvidencePart

Rows = Iterator[dict[str, Any]]


def _round(round_: Round) -> Rows:
    return listed(Round.objects.filter(pk=round_.pk), "reference", "title", "title_en", "opens_at")


def _rule_card(round_: Round) -> Rows:
    cards = RuleCard.objects.filter(round=round_)
    return listed(cards, "document", "sha256", "frozen_at", approval="approval__reference")


def _deadlines(round_: Round) -> Rows:
    rows = RoundDeadline.objects.filter(round=round_).order_by("pk")
    return listed(rows, "closes_at", "set_at", approval="approval__reference")


def _close_manifests(round_: Round) -> Rows:
    rows = CloseManifest.objects.filter(round=round_).order_by("pk")
    return listed(rows, "document", "root", "count", "closes_at", "closed_at")


def _close_roots(round_: Round) -> Rows:
    rows = CloseManifest.objects.filter(round=round_).order_by("pk")
    return listed(rows, "root", "count", "closes_at", "closed_at")


def _applications(round_: Round) -> Rows:
    rows = Application.objects.filter(round=round_).order_by("pk")
    return listed(rows, "id", "reference", "team_name")


def _submissions(round_: Round) -> Rows:
    rows = Submission.objects.filter(round=round_).order_by("pk")
    fields = ("version", "receipt_no", "manifest", "manifest_sha256", "received_at")
    return listed(rows, *fields, application="application__reference")


def _withdrawals(round_: Round) -> Rows:
    rows = Withdrawal.objects.filter(application__round=round_).order_by("pk")
    return listed(rows, "reason", "withdrawn_at", application="application__reference")


def _refused(round_: Round) -> Rows:
    rows = RefusedAttempt.objects.filter(round=round_).order_by("pk")
    return listed(rows, "number", "code", "attempted_at", application="application__reference")


def _screenings(round_: Round) -> Rows:
    rows = Screening.objects.filter(application__round=round_).order_by("pk")
    fields = ("version", "answers", "outcome", "reason", "screened_at")
    return listed(rows, *fields, application="application__reference")


def _documents(round_: Round) -> Rows:
    rows = Document.objects.filter(application__round=round_, file__in=_handed_in(round_)).order_by("pk")
    return listed(
        rows,
        *("kind", "version"),
        application="application__reference",
        file="file_id",
        size="file__size",
        sha256="file__sha256",
    )


def evidence_files(round_: Round) -> Iterator[tuple[str, str]]:
    """Every file that a submission of the round names: its path in the bundle, and its key in the storage."""
    for number, key in StoredFile.objects.filter(pk__in=_handed_in(round_)).order_by("pk").values_list("pk", "key"):
        yield f"documents/{number}", key


def _handed_in(round_: Round) -> set[int]:
    manifests = Submission.objects.filter(round=round_).values_list("manifest__files", flat=True)
    return {entry["file"] for files in manifests for entry in files or ()}


EVIDENCE = (
    EvidencePart("round.jsonl", rows=_round, public=_round),
    EvidencePart("rule_card.jsonl", rows=_rule_card, public=_rule_card),
    EvidencePart("deadlines.jsonl", rows=_deadlines, public=_deadlines),
    EvidencePart("close_manifests.jsonl", rows=_close_manifests, public=_close_roots),
    EvidencePart("applications.jsonl", rows=_applications),
    EvidencePart("submissions.jsonl", rows=_submissions),
    EvidencePart("documents.jsonl", rows=_documents),
    EvidencePart("withdrawals.jsonl", rows=_withdrawals),
    EvidencePart("refused.jsonl", rows=_refused),
    EvidencePart("screenings.jsonl", rows=_screenings),
)
