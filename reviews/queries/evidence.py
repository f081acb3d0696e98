"""What panels bring to an evidence bundle (reviews/evidence_format.md): their tables; for the public, counts."""

from collections.abc import Iterator
from typing import Any

from applications.models import Application, Round, Screening, Submission, Withdrawal
from applications.rules.screening import ScreeningOutcome
from portal.evidence import listed
from portal.registry import EvidencePart
from reviews.models import (
    Attendance,
    Ballot,
    ChairElection,
    ConsolidatedOpinion,
    Decision,
    InterestDeclaration,
    LotDraw,
    PledgeSignature,
    Publication,
    Recusal,
    Reveal,
    Review,
    Score,
    Seat,
    Session,
    Sheet,
    Vote,
)

Rows = Iterator[dict[str, Any]]
OF_SEAT = {"seat": "seat__label"}
OF_BOTH = {"seat": "seat__label", "application": "application__reference"}


def _seats(round_: Round) -> Rows:
    rows = Seat.objects.filter(panel__round=round_).order_by("pk")
    named = {"seat": "label", "name": "user__name", "user": "user_id", "approval": "approval__reference"}
    return listed(rows, "affiliation", "appointed_at", "dismissed_at", **named)


def _chairs(round_: Round) -> Rows:
    return listed(ChairElection.objects.filter(panel__round=round_).order_by("pk"), "elected_at", **OF_BOTH)


def _pledges(round_: Round) -> Rows:
    rows = PledgeSignature.objects.filter(seat__panel__round=round_).order_by("pk")
    return listed(rows, "code", "text_sha256", "signed_at", **OF_SEAT)


def _declarations(round_: Round) -> Rows:
    rows = InterestDeclaration.objects.filter(seat__panel__round=round_).order_by("pk")
    return listed(rows, "has_conflict", "reason", "declared_at", **OF_BOTH)


def _recusals(round_: Round) -> Rows:
    rows = Recusal.objects.filter(seat__panel__round=round_).order_by("pk")
    return listed(rows, "kind", "from_stage", "reason", "recorded_at", **OF_BOTH)


def _reviews(round_: Round) -> Rows:
    return listed(Review.objects.filter(round=round_).order_by("pk"), "stage", "status", "opened_at")


def _reveals(round_: Round) -> Rows:
    rows = Reveal.objects.filter(review__round=round_).order_by("pk")
    return listed(rows, "revealed_at", stage="review__stage", approval="approval__reference")


def _sessions(round_: Round) -> Rows:
    rows = Session.objects.filter(review__round=round_).order_by("pk")
    fields = ("sitting", "position", "starts_at", "ends_at", "started_at", "vote_opened_at", "ended_at")
    return listed(rows, *fields, application="application__reference", chair="chair__label")


def _attendance(round_: Round) -> Rows:
    return listed(Attendance.objects.filter(panel__round=round_).order_by("pk"), "came_in", "at", **OF_SEAT)


def _lots(round_: Round) -> Rows:
    named = {
        "stage": "review__stage",
        "application": "application__reference",
        "approval": "approval__reference",
    }
    return listed(LotDraw.objects.filter(review__round=round_).order_by("pk"), "sitting", "number", "drawn_at", **named)


def _sheets(round_: Round) -> Rows:
    marks: dict[int, dict[str, Any]] = {}
    scores = Score.objects.filter(sheet__review__round=round_).order_by("pk")
    for sheet, criterion, points, comment in scores.values_list("sheet", "criterion", "points", "comment"):
        marks.setdefault(sheet, {})[criterion] = {"points": points, "comment": comment}
    fields = ("id", "version", "total", "reason", "receipt", "signed_at")
    rows = Sheet.objects.filter(review__round=round_).order_by("pk")
    for row in listed(rows, *fields, stage="review__stage", **OF_BOTH):
        yield row | {"marks": marks.get(row.pop("id"), {})}


def _ballots(round_: Round) -> Rows:
    votes: dict[int, dict[str, str]] = {}
    cast = Vote.objects.filter(ballot__session__review__round=round_).order_by("pk")
    for ballot, gate, choice in cast.values_list("ballot", "gate", "choice"):
        votes.setdefault(ballot, {})[gate] = choice
    named = {"application": "session__application__reference", "sitting": "session__sitting"}
    rows = Ballot.objects.filter(session__review__round=round_).order_by("pk")
    for row in listed(rows, "id", "receipt", "cast_at", **OF_SEAT, **named):
        yield row | {"votes": votes.get(row.pop("id"), {})}


def _opinions(round_: Round) -> Rows:
    rows = ConsolidatedOpinion.objects.filter(review__round=round_).order_by("pk")
    return listed(rows, "version", "text", "signed_at", stage="review__stage", **OF_BOTH)


def _decisions(round_: Round) -> Rows:
    rows = Decision.objects.filter(round=round_).order_by("pk")
    return listed(rows, "stage", "version", "document", "result", "nonce", "commitment", "reason", "prepared_at")


def _publications(round_: Round) -> Rows:
    rows = Publication.objects.filter(decision__round=round_).order_by("pk")
    named = {"stage": "decision__stage", "version": "decision__version", "approval": "approval__reference"}
    return listed(rows, "public", "published_at", **named)


def _public_decision(round_: Round) -> Rows:
    rows = Publication.objects.filter(decision__round=round_, public__isnull=False).order_by("pk")
    return listed(rows, "public", "published_at", version="decision__version")


def _counts(round_: Round) -> Rows:
    """How many there were of each; none tells who."""
    newest = Screening.objects.filter(application__round=round_).order_by("application", "-version")
    outcomes = [each.outcome for each in newest.distinct("application")]
    yield {
        "applications": Application.objects.filter(round=round_, submissions__isnull=False).distinct().count(),
        "submissions": Submission.objects.filter(round=round_).count(),
        "withdrawn": Withdrawal.objects.filter(application__round=round_).count(),
        "eligible": outcomes.count(ScreeningOutcome.ELIGIBLE),
        "seats": Seat.objects.filter(panel__round=round_, dismissed_at__isnull=True).count(),
        "sheets": Sheet.objects.filter(review__round=round_).count(),
        "ballots": Ballot.objects.filter(session__review__round=round_).count(),
    }


EVIDENCE = (
    EvidencePart("seats.jsonl", rows=_seats),
    EvidencePart("chairs.jsonl", rows=_chairs),
    EvidencePart("pledges.jsonl", rows=_pledges),
    EvidencePart("declarations.jsonl", rows=_declarations),
    EvidencePart("recusals.jsonl", rows=_recusals),
    EvidencePart("reviews.jsonl", rows=_reviews),
    EvidencePart("reveals.jsonl", rows=_reveals),
    EvidencePart("sessions.jsonl", rows=_sessions),
    EvidencePart("attendance.jsonl", rows=_attendance),
    EvidencePart("lots.jsonl", rows=_lots),
    EvidencePart("sheets.jsonl", rows=_sheets),
    EvidencePart("ballots.jsonl", rows=_ballots),
    EvidencePart("opinions.jsonl", rows=_opinions),
    EvidencePart("decisions.jsonl", rows=_decisions),
    EvidencePart("publications.jsonl", rows=_publications),
    EvidencePart("decision.jsonl", public=_public_decision),
    EvidencePart("counts.jsonl", public=_counts),
)
