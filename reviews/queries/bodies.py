"""Panels, sheets, votes and decisions as the API writes them; rows come scoped by `permissions`."""

from typing import Any

from django.db.models import QuerySet

from applications.models import Application, Round
from portal.api_queries import moment
from portal.audit import timestamp
from portal.models import AuditEvent
from reviews.lifecycle import Stage
from reviews.models import Ballot, ConsolidatedOpinion, Decision, Review, Seat, Session, Sheet
from reviews.queries.panel import active_seats
from reviews.queries.progress import signature_counts
from reviews.rules.sheets import written


def sheet_name(round_: str, stage: str, application: str) -> str:
    """By which the API names one member's sheet: `<round>.<stage>.<application>`; whose it is says the login."""
    return f"{round_}.{stage}.{application}"


def assignment_body(row: Any) -> dict[str, Any]:
    """One row of `visible_assignments`."""
    return {
        "sheet": sheet_name(row.round.reference, row.stage, row.reference),
        "round": row.round.reference,
        "stage": row.stage,
        "application": row.reference,
        "team_name": row.team_name,
        "title": row.title,
        "review": row.review_status,
        "saved_at": moment(row.saved_at),
        "signed_at": moment(row.signed_at),
    }


def sheet_body(at: Any) -> dict[str, Any]:
    """One member's sheet as it stands, and what it is about. `at` is a Place."""
    round_ = at.seat.panel.round
    return {
        "id": sheet_name(round_.reference, at.stage, at.application.reference),
        "round": round_.reference,
        "stage": at.stage.value,
        "application": at.application.reference,
        "team_name": at.application.team_name,
        "is_open": at.is_open,
        "criteria": [
            {"code": each.code, "name": {"ko": each.name.ko, "en": each.name.en}, "max": each.max}
            for each in round_.card.read().criteria[at.stage]
        ],
        "marks": at.typed,
        "saved_at": moment(at.saved_at),
        "signed_at": moment(at.signed_at),
        "signed_version": at.version,
        "manifest": at.application.manifest,
    }


def signed_body(sheet: Sheet) -> dict[str, Any]:
    """A signature: its commitment and its place in the chain; one statement."""
    return {
        "receipt": sheet.receipt,
        "version": sheet.version,
        "total": written(sheet.total),
        "signed_at": timestamp(sheet.signed_at),
        "chain": place_of(sheet.receipt, "sheet.sign"),
    }


def ballot_body(ballot: Ballot) -> dict[str, Any]:
    """An own ballot: that it was cast, never what it says. It comes with session, application and round."""
    return {
        "round": ballot.session.review.round.reference,
        "application": ballot.session.application.reference,
        "sitting": ballot.session.sitting,
        "receipt": ballot.receipt,
        "cast_at": timestamp(ballot.cast_at),
    }


def cast_body(ballot: Ballot) -> dict[str, Any]:
    """The same with its place in the chain; one statement."""
    return ballot_body(ballot) | {"chain": place_of(ballot.receipt, "ballot.cast")}


def place_of(subject: str, verb: str) -> dict[str, Any] | None:
    """Where an act stands in its chain."""
    event = AuditEvent.objects.filter(subject=subject, verb=verb).select_related("chain").first()
    return {"name": event.chain.name, "seq": event.seq, "hash": bytes(event.hash).hex()} if event else None


def opinion_body(opinion: ConsolidatedOpinion) -> dict[str, Any]:
    """A consolidated opinion as it was signed."""
    return {"version": opinion.version, "text": opinion.text, "signed_at": timestamp(opinion.signed_at)}


def seat_body(seat: Seat) -> dict[str, Any]:
    """A seat with its person, for staff."""
    return {
        "label": seat.label,
        "name": seat.user.name,
        "affiliation": seat.affiliation,
        "appointed_at": timestamp(seat.appointed_at),
        "dismissed_at": moment(seat.dismissed_at),
    }


def all_seats(round_: Round) -> QuerySet[Seat]:
    """Every seat of a round's panel with its person, dismissed ones too."""
    return Seat.objects.filter(panel__round=round_).select_related("user")


def seat_named(round_: Round, label: str) -> Seat | None:
    """The seat that goes by this label and is held now."""
    return active_seats(round_).select_related("user").filter(label=label).first()


def application_named(round_: Round, reference: str) -> Application | None:
    """The application of this round."""
    return Application.objects.filter(round=round_, reference=reference).first()


def review_body(review: Review) -> dict[str, Any]:
    """Where a review stands and how many have signed; never what. Two statements."""
    return {
        "round": review.round.reference,
        "stage": Stage(review.stage).value,
        "status": review.status,
        "opened_at": timestamp(review.opened_at),
        **signature_counts(review),
    }


def session_body(session: Session) -> dict[str, Any]:
    """One session; it comes with its application."""
    return {
        "application": session.application.reference,
        "sitting": session.sitting,
        "position": session.position,
        "starts_at": timestamp(session.starts_at),
        "ends_at": timestamp(session.ends_at),
        "status": session.status,
        "started_at": moment(session.started_at),
        "vote_opened_at": moment(session.vote_opened_at),
        "ended_at": moment(session.ended_at),
    }


def decision_body(decision: Decision) -> dict[str, Any]:
    """One version of a decision, for staff."""
    return {
        "stage": Stage(decision.stage).value,
        "version": decision.version,
        "outcome": decision.result["outcome"],
        "commitment": decision.commitment,
        "reason": decision.reason,
        "prepared_at": timestamp(decision.prepared_at),
    }
