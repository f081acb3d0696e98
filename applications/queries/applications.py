"""Reads of applications: the applicant's list, the task list, what a draft still lacks, what was handed in."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.functional import lazy

from applications import wording
from applications.lifecycle import OVER, ApplicationStatus
from applications.models import Application, Document, Submission
from applications.models.round import is_accepting
from applications.rules import completeness
from applications.rules.manifest import FiledDocument, manifest
from applications.rules.rule_card import Card, Text
from portal.canonical import canonical, sha256_hex
from portal.display import localized
from portal.errors import Problem
from portal.models import User

ROWS = 50
_lazy = lazy(localized, str)


def application_list(scoped: QuerySet[Application], *, page: str | None, now: datetime) -> Page:
    """A page of `own_applications`, newest change first, each with its newest receipt; two statements."""
    newest = Submission.objects.filter(application=OuterRef("pk")).order_by("-version")
    listed = scoped.annotate(
        receipt_no=Subquery(newest.values("receipt_no")[:1]), received_at=Subquery(newest.values("received_at")[:1])
    )
    found = Paginator(listed.order_by("-changed_at", "-pk").defer("plan", "round__draft"), ROWS).get_page(page)
    for application in found:
        application.is_open = is_accepting(application.round, application.closes_at, now)
        application.receipt_label = wording.receipt_label(application.receipt_no) if application.receipt_no else ""
        application.tone = wording.APPLICATION_TONE[application.status]
    return found


def current_documents(application: Application) -> list[Document]:
    """The newest file of each kind, with its bytes' row, by kind."""
    newest = (
        Document.objects.filter(application=application)
        .order_by("kind", "-version")
        .distinct("kind")
        .select_related("file", "added_by")
    )
    return [document for document in newest if document.file_id is not None]


def current_of(versions: Iterable[Document]) -> list[Document]:
    """The same from all versions, newest first within their kind."""
    newest: dict[str, Document] = {}
    for document in versions:
        newest.setdefault(document.kind, document)
    return [document for document in newest.values() if document.file_id is not None]


def submissions(application: Application) -> list[Submission]:
    """Every accepted 제출 of an application, newest first."""
    return list(Submission.objects.filter(application=application).select_related("submitted_by").order_by("-version"))


def takes_part(user: User) -> bool:
    """Whether this person, by account or by the address of a named researcher, applies in a round that still runs."""
    running = Application.objects.exclude(round__status__in=OVER).exclude(status=ApplicationStatus.WITHDRAWN)
    by_account = Q(people__user=user) | Q(consortium__organisation__members__user=user)
    return running.filter(by_account | Q(researchers__email__iexact=user.email)).exists()


def newest_submission(application: Application) -> Submission | None:
    """What counts of an application: its newest accepted 제출."""
    return Submission.objects.filter(application=application).order_by("-version").first()


def problems(application: Application, documents: Iterable[Document], card: Card) -> list[Problem]:
    """What the draft still lacks, documents by their name on the rule card."""
    names = {document.code: document.name for document in card.documents}
    found = completeness.problems(
        application.plan, filed={document.kind for document in documents}, required=card.documents
    )
    return [
        Problem(each.code, {"document": _in_language(names[each.params["document"]])}, each.field_name)
        if "document" in each.params
        else each
        for each in found
    ]


def draft_manifest(application: Application, documents: Iterable[Document]) -> dict[str, Any]:
    """What would be handed in if the draft were submitted as it stands."""
    return manifest(
        application.plan,
        application=application.reference,
        round_=application.round.reference,
        documents=[
            FiledDocument(
                kind=document.kind,
                version=document.version,
                name=document.file.name,
                size=document.file.size,
                sha256=document.file.sha256,
                file=document.file_id,
            )
            for document in documents
        ],
    )


def fingerprint(document: dict[str, Any]) -> str:
    """The SHA-256 of a manifest's canonical bytes."""
    return sha256_hex(canonical(document))


def _in_language(text: Text) -> Any:
    """A text of the rule card that speaks the language of the moment when it is written out."""
    return _lazy({"ko": text.ko, "en": text.en})
