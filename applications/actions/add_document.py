"""File a document, or take it out again: every version stays, the newest of a kind counts."""

from datetime import datetime
from typing import IO

from django.db import transaction

from applications.actions.doors import own_locked
from applications.models import Application, Document
from applications.permissions import may_edit
from applications.rules import file_formats
from applications.rules.file_formats import FORMATS, FileFacts
from applications.rules.rule_card import RequiredDocument
from portal import audit, files
from portal.errors import Absent, BrokenRule, NotNow, require
from portal.roles import Actor


@transaction.atomic
def add_document(
    *, application_id: int, kind: str, content: IO[bytes], facts: FileFacts, actor: Actor, now: datetime
) -> Document:
    """Keep an uploaded file as the newest version of a required document; `facts` are what its bytes told.

    The same file again is the same document: a second click adds nothing. Raises Absent (also for a kind that the
    rule card does not name), NotPermitted, NotNow after the deadline, BrokenRule for a file that is not taken.
    """
    application = own_locked(actor, application_id)
    require(may_edit(actor, application, now))
    wanted = _wanted(application, kind)
    if problem := file_formats.problem(facts, wanted):
        raise BrokenRule(problem)
    newest = _newest(application, kind)
    if newest and newest.file and (newest.file.sha256, newest.file.name) == (facts.sha256, facts.name):
        return newest
    content_type = FORMATS[facts.content].content_type
    stored = files.store(content, name=facts.name, content_type=content_type, actor=actor, now=now)
    document = Document(application=application, kind=kind, file=stored, pages=facts.pages)
    return _add(document, after=newest, actor=actor, now=now)


@transaction.atomic
def remove_document(*, application_id: int, kind: str, actor: Actor, now: datetime) -> Document:
    """Take the document out of the draft: a version without a file. What was submitted keeps its own.

    Raises Absent, NotPermitted, NotNow after the deadline or when nothing is there to remove.
    """
    application = own_locked(actor, application_id)
    require(may_edit(actor, application, now))
    newest = _newest(application, _wanted(application, kind).code)
    if newest is None or newest.file is None:
        raise NotNow("no_document_to_remove")
    return _add(Document(application=application, kind=kind), after=newest, actor=actor, now=now)


def _wanted(application: Application, kind: str) -> RequiredDocument:
    card = application.round.card.read()
    wanted = next((document for document in card.documents if document.code == kind), None)
    if wanted is None:
        raise Absent("absent")
    return wanted


def _newest(application: Application, kind: str) -> Document | None:
    versions = Document.objects.filter(application=application, kind=kind).select_related("file")
    return versions.order_by("-version").first()


def _add(document: Document, *, after: Document | None, actor: Actor, now: datetime) -> Document:
    application, stored = document.application, document.file
    document.version = after.version + 1 if after else 1
    document.added_by_id, document.added_at = actor.user_id, now
    document.save()
    application.changed_at = now
    application.save(update_fields=["changed_at"])
    audit.record(
        actor=actor,
        verb="document.added" if stored else "document.removed",
        subject=application.reference,
        at=now,
        chain=application.round.chain,
        data={
            "kind": document.kind,
            "version": document.version,
            "size": stored.size if stored else None,
            "sha256": stored.sha256 if stored else None,
        },
    )
    return document
