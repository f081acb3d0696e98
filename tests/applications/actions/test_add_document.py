"""Filing documents and taking them out."""

import unicodedata
from io import BytesIO

import pytest

from applications.actions.add_document import add_document, remove_document
from applications.models import Document
from applications.rules import file_facts
from applications.rules.consortium import PersonRole
from portal import files
from portal.clusters import server_now
from portal.errors import Absent, BrokenRule, NotNow, NotPermitted
from portal.models import AuditEvent, StoredFile
from tests.factories.applications import draft_application, file_document, share
from tests.factories.papers import proposal_pdf, small_pdf
from tests.factories.people import person
from tests.factories.rounds import close, open_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor():
    return person()


@pytest.fixture
def application(actor):
    return draft_application(open_round(), actor)


def remove(application, actor, kind="proposal"):
    return remove_document(application_id=application.pk, kind=kind, actor=actor, now=server_now())


def test_add_document_keeps_bytes_name_and_pages(application, actor):
    name = unicodedata.normalize("NFD", "가람 사업계획서(최종).pdf")

    made = file_document(application, actor, "proposal", proposal_pdf(), name)

    assert (made.version, made.file.name, made.file.content_type) == (1, "가람 사업계획서(최종).pdf", "application/pdf")
    assert made.pages > 12
    assert files.content(made.file) == proposal_pdf()
    assert AuditEvent.objects.filter(subject=application.reference, verb="document.added").count() == 1


def test_add_document_again_is_a_new_version(application, actor):
    first = file_document(application, actor, "proposal", small_pdf("1"))
    second = file_document(application, actor, "proposal", small_pdf("2"))

    assert (first.version, second.version) == (1, 2)
    assert list(Document.objects.filter(application=application).current()) == [second]


def test_add_document_twice_the_same_is_one_version(application, actor):
    first = file_document(application, actor, "proposal", small_pdf("1"))
    stored = StoredFile.objects.count()

    assert file_document(application, actor, "proposal", small_pdf("1")).pk == first.pk
    assert StoredFile.objects.count() == stored


def test_add_document_refuses_what_the_card_does_not_take(application, actor):
    with pytest.raises(BrokenRule) as refused:
        file_document(application, actor, "proposal", b"MZ", "계획서.exe")
    assert refused.value.code == "format_not_taken"
    assert Document.objects.filter(application=application).count() == 0


@pytest.mark.parametrize("kind", ["", "unknown", "proposal'"])
def test_add_document_of_an_unknown_kind_is_absent(application, actor, kind):
    with pytest.raises(Absent):
        file_document(application, actor, kind, small_pdf(), "a.pdf")


def test_add_document_is_not_for_viewers(application, actor):
    viewer = person()
    share(application, actor, viewer, PersonRole.VIEWER)

    with pytest.raises(NotPermitted):
        file_document(application, viewer, "proposal", small_pdf())


def test_add_document_is_absent_for_others(application):
    content = BytesIO(small_pdf())

    with pytest.raises(Absent):
        add_document(
            application_id=application.pk,
            kind="proposal",
            content=content,
            facts=file_facts.read(content, "a.pdf"),
            actor=person(),
            now=server_now(),
        )


def test_add_document_ends_at_the_deadline(application, actor):
    close(application.round)

    with pytest.raises(NotNow) as refused:
        file_document(application, actor, "proposal", small_pdf())
    assert refused.value.code == "deadline_passed"


def test_remove_document_keeps_the_version_before(application, actor):
    first = file_document(application, actor, "proposal", small_pdf("1"))

    removed = remove(application, actor)

    assert (removed.version, removed.file) == (2, None)
    assert list(Document.objects.filter(application=application).current()) == []
    assert Document.objects.get(pk=first.pk).file == first.file
    assert file_document(application, actor, "proposal", small_pdf("1")).version == 3


def test_remove_document_of_nothing_is_refused(application, actor):
    with pytest.raises(NotNow) as refused:
        remove(application, actor)
    assert refused.value.code == "no_document_to_remove"

    file_document(application, actor, "proposal", small_pdf())
    remove(application, actor)
    with pytest.raises(NotNow):
        remove(application, actor)
