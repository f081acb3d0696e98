"""Applications as the API writes them; rows come from `own_applications` or the staff's scopes."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from applications.models import Application, ApplicationPerson, Document, Screening, Submission
from applications.queries.applicant import draft
from applications.queries.receipts import receipt
from applications.queries.screening import Received
from applications.rules.plan import Section, content
from portal.audit import timestamp


def listed_applications(scoped: QuerySet[Application]) -> QuerySet[Application]:
    """Rows for `application_row`: with the newest receipt, without the drafts' texts."""
    newest = Submission.objects.filter(application=OuterRef("pk")).order_by("-version")
    return scoped.annotate(
        receipt_no=Subquery(newest.values("receipt_no")[:1]), received_at=Subquery(newest.values("received_at")[:1])
    ).defer("plan", "round__draft")


def application_head(application: Any) -> dict[str, Any]:
    """What names an application and where it stands."""
    return {
        "reference": application.reference,
        "round": application.round.reference,
        "team_name": application.team_name,
        "title": application.title,
        "status": application.status,
        "version": application.version,
        "changed_at": timestamp(application.changed_at),
    }


def application_row(application: Any) -> dict[str, Any]:
    """One row of `listed_applications` over `own_applications`."""
    return application_head(application) | {
        "role": application.person_role,
        "closes_at": timestamp(application.closes_at),
        "receipt_no": application.receipt_no,
        "received_at": application.received_at and timestamp(application.received_at),
    }


def application_body(application: Any) -> dict[str, Any]:
    """An own application as it stands, with what it still lacks; two statements. It comes with its round and card."""
    state = draft(application)
    standing = state.standing
    return application_head(application) | {
        "role": application.person_role,
        "closes_at": timestamp(application.closes_at),
        "receipt_no": standing and standing.receipt_no,
        "received_at": standing and timestamp(standing.received_at),
        "plan": {section.value: content(application.plan, section) for section in Section},
        "documents": [document_body(document) for document in state.documents],
        "missing": [{"section": gap.section, "detail": gap.text} for gap in state.gaps],
        "manifest_sha256": state.fingerprint,
    }


def document_body(document: Document) -> dict[str, Any]:
    """One version of a document; without a file it says that the document was taken out."""
    stored = document.file
    return {
        "kind": document.kind,
        "version": document.version,
        "added_at": timestamp(document.added_at),
        "pages": document.pages,
        "name": stored.name if stored else None,
        "size": stored.size if stored else None,
        "sha256": stored.sha256 if stored else None,
    }


def receipt_body(submission: Submission, application: Application) -> dict[str, Any]:
    """`gwaban/receipt-1`; one statement."""
    return receipt(submission, application).as_json()


def received_body(application: Any) -> dict[str, Any]:
    """One received application of `listed_applications` as staff see it in a list."""
    return application_head(application) | {
        "receipt_no": application.receipt_no,
        "received_at": timestamp(application.received_at),
    }


def received_detail_body(application: Application, found: Received) -> dict[str, Any]:
    """What was handed in, and how it was screened."""
    return application_head(application) | {
        "receipt_no": found.submission.receipt_no,
        "received_at": timestamp(found.submission.received_at),
        "manifest": found.submission.manifest,
        "screenings": [screening_body(each) for each in found.screenings],
    }


def screening_body(screening: Screening) -> dict[str, Any]:
    """One finished screening."""
    return {
        "version": screening.version,
        "outcome": screening.outcome,
        "answers": screening.answers,
        "reason": screening.reason,
        "screened_at": timestamp(screening.screened_at),
    }


def desk_round_body(row: Any) -> dict[str, Any]:
    """A round as its desk lists it; drafts have no times yet."""
    return {
        "reference": row.reference,
        "title": {"ko": row.title, "en": row.title_en},
        "status": row.status,
        "version": row.draft_version,
        "opens_at": row.opens_at and timestamp(row.opens_at),
        "closes_at": row.closes_at and timestamp(row.closes_at),
    }


def person_body(person: ApplicationPerson) -> dict[str, Any]:
    """A person who may open the application."""
    return {"name": person.user.name, "email": person.user.email, "role": person.role}


def person_of(application: Application, email: str) -> ApplicationPerson | None:
    """Who of this application goes by this address."""
    return application.people.select_related("user").filter(user__email__iexact=email).first()
