"""Uploading: what is taken, what is said about the rest, and who may open it."""

import unicodedata
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from applications.actions.share_application import unshare_application
from applications.models import Document
from applications.rules.consortium import PersonRole
from portal.clusters import server_now
from portal.models import User
from tests.factories.applications import draft_application, file_document, share, submitted_application
from tests.factories.papers import proposal_pdf, small_pdf, zip_of
from tests.factories.people import manager, person, secretary
from tests.factories.rounds import close, open_round
from tests.plugins.statements import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor():
    return person(name="김가람")


@pytest.fixture
def application(actor):
    return draft_application(open_round(), actor)


@pytest.fixture
def browser(client, actor):
    return logged_in(client, actor)


def test_a_link_ends_with_the_access_it_was_given_for(client, actor, application):
    """Asked again when it is opened: whoever was let out of the consortium since has nothing of it."""
    viewer = person()
    share(application, actor, viewer, PersonRole.VIEWER)
    file_document(application, actor, "proposal", small_pdf())
    browser = logged_in(client, viewer)
    link = browser.get(reverse("document", args=[application.reference, "proposal", 1])).headers["Location"]

    def opened():
        answer = client.get(urlsplit(link).path, headers={"host": settings.FILES_HOST})
        answer.getvalue()
        return answer.status_code

    before = opened()
    unshare_application(application_id=application.pk, user_id=viewer.user_id, actor=actor, now=server_now())

    assert (before, opened()) == (200, 404)


def logged_in(client, actor):
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


def url(application, name="documents", *parts):
    return reverse(name, args=[application.reference, *parts])


def upload(browser, application, content, name="계획서.pdf", kind="proposal"):
    file = SimpleUploadedFile(name, content, content_type="text/html")
    return browser.post(url(application), {"kind": kind, f"{kind}-file": file})


def test_documents_takes_a_file_within_ten_statements(browser, application):
    with counted() as sent:
        answer = upload(browser, application, proposal_pdf(), "가람 사업계획서(최종).pdf")

    assert answer.headers["location"] == f"{url(application)}#proposal"
    assert len(sent) <= 10, "\n".join(sent)
    assert "가람 사업계획서(최종).pdf" in browser.get(url(application)).content.decode()


def test_documents_shows_a_name_from_a_mac_as_everybody_writes_it(browser, application):
    upload(browser, application, small_pdf(), unicodedata.normalize("NFD", "사업계획서.pdf"))

    assert Document.objects.get(application=application).file.name == "사업계획서.pdf"


def test_documents_twice_the_same_is_one_version(browser, application):
    for _ in range(2):
        assert upload(browser, application, small_pdf()).status_code == 302

    assert Document.objects.filter(application=application).count() == 1


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (b"", "계획서.pdf", "proposal"),
        (b"<script>alert(1)</script>", "계획서.pdf", "proposal"),
        (small_pdf(), "계획서.hwp", "proposal"),
        (small_pdf(), "계획서.pdf.exe", "proposal"),
        (small_pdf(), "계획서", "proposal"),
        (small_pdf(pages=30)[:400], "계획서.pdf", "proposal"),
        (zip_of(a_pdf=b"1"), "계획서.hwpx", "proposal"),
        (zip_of(), "서류.zip", "participation_intent"),
        (b"PK\x03\x04", "서류.zip", "participation_intent"),
        (small_pdf(pages=201), "계획서.pdf", "proposal"),
    ],
)
def test_documents_says_at_the_file_what_is_wrong(browser, application, content, name, kind):
    page = upload(browser, application, content, name, kind)

    body = page.content.decode()
    assert page.status_code == 200
    assert f'id="id_{kind}-file_error"' in body
    assert "data-error-summary" in body
    assert Document.objects.count() == 0


def test_documents_says_when_no_file_was_chosen(browser, application):
    page = browser.post(url(application), {"kind": "proposal"})

    assert 'id="id_proposal-file_error"' in page.content.decode()


@pytest.mark.parametrize("kind", ["", "unknown", "../proposal"])
def test_documents_of_a_kind_that_the_card_does_not_name_is_absent(browser, application, kind):
    assert browser.post(url(application), {"kind": kind}).status_code == 404


def test_documents_keeps_what_was_there_when_a_file_is_refused(browser, application, actor):
    file_document(application, actor, "proposal", small_pdf("1"), "먼저.pdf")

    page = upload(browser, application, b"nothing", "나중.pdf")

    assert "먼저.pdf" in page.content.decode()


def test_documents_lists_earlier_files(browser, application, actor):
    file_document(application, actor, "proposal", small_pdf("1"), "먼저.pdf")
    file_document(application, actor, "proposal", small_pdf("2"), "나중.pdf")

    page = browser.get(url(application)).content.decode()

    assert url(application, "document", "proposal", 1) in page
    assert url(application, "document", "proposal", 2) in page


def test_remove_document_takes_it_out(browser, application, actor):
    file_document(application, actor, "proposal", small_pdf("1"))

    with counted() as sent:
        answer = browser.post(url(application, "remove_document", "proposal"))

    assert answer.headers["location"] == f"{url(application)}#proposal"
    assert len(sent) <= 10
    assert browser.post(url(application, "remove_document", "proposal")).status_code == 409
    assert browser.post(url(application, "remove_document", "unknown")).status_code == 404
    assert browser.get(url(application, "remove_document", "proposal")).status_code == 405


def test_documents_after_the_deadline_may_be_read_only(browser, application):
    close(application.round)

    page = browser.get(url(application))

    assert 'type="file"' not in page.content.decode()
    assert upload(browser, application, small_pdf()).status_code == 409


def test_document_leads_to_the_bytes_on_the_other_origin(browser, client, application, actor):
    file_document(application, actor, "proposal", small_pdf("1"), "계획서.pdf")

    answer = browser.get(url(application, "document", "proposal", 1))

    assert answer.headers["location"].startswith(f"{settings.FILES_ORIGIN}/files/")
    link = urlsplit(answer.headers["location"])
    file = client.get(link.path, headers={"host": settings.FILES_HOST})
    assert file.getvalue() == small_pdf("1")


@pytest.mark.parametrize("status", ["draft", "submitted", "closed"])
@pytest.mark.parametrize("who", [person, manager, secretary])
def test_document_opens_for_nobody_outside_the_consortium(client, status, who):
    round_, actor = open_round(), person()
    application = submitted_application(round_, actor)
    if status == "draft":
        application = draft_application(round_, actor := person())
        file_document(application, actor, "proposal", small_pdf())
    if status == "closed":
        close(round_)

    logged_in(client, who())

    assert client.get(url(application, "document", "proposal", 1)).status_code == 404
    assert client.get(url(application, "receipt")).status_code == 404


def test_document_opens_for_everybody_inside(client, application, actor):
    file_document(application, actor, "proposal", small_pdf())
    viewer = person()
    share(application, actor, viewer, PersonRole.VIEWER)
    logged_in(client, viewer)

    assert client.get(url(application, "document", "proposal", 1)).status_code == 302
    assert client.get(url(application, "document", "proposal", 2)).status_code == 404
    assert client.get(url(application, "document", "unknown", 1)).status_code == 404
    assert upload(client, application, small_pdf()).status_code == 403
