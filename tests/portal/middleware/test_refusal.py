"""A refusal is a page with its status and its sentence, in the reader's language."""

import html
import re

import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from portal import wording

pytestmark = [pytest.mark.urls("tests.portal.middleware.probes"), pytest.mark.django_db]

NOT_FOUND = (
    "The address may be mistyped, the page may have moved, or it is not yours to see. Please check the address or start "
    "from the first page."
)
STALE = (
    "The page was open too long, or you have logged in again in another tab. Nothing was saved. Go back with your "
    "browser's back button and copy what you typed, then load the page again and send it once more."
)
DEFECT = (
    "The error has been recorded. What was already confirmed as saved or received stays so. Please try again in a "
    "moment; if it happens again, tell us the time and what you were doing."
)


@pytest.fixture(params=["ko", "en"])
def language(request, client):
    client.cookies["language"] = request.param
    with translation.override(request.param):
        yield request.param


def text_of(response) -> str:
    """The page's words without its tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", response.content.decode())).split())


@pytest.mark.parametrize(
    ("ending", "status", "heading", "sentence"),
    [
        ("absent", 404, "There is no such page", NOT_FOUND),
        ("http404", 404, "There is no such page", NOT_FOUND),
        ("not-permitted", 403, "This step belongs to somebody else", wording.REFUSAL["not_manager"]),
        ("not-now", 409, "Not possible now", wording.REFUSAL["approval_expired"]),
        ("broken-rule", 422, "This cannot be accepted yet", wording.REFUSAL["no_such_account"]),
    ],
)
def test_refusal_has_its_page(client, language, ending, status, heading, sentence):
    response = client.get(f"/probe/{ending}/")

    assert response.status_code == status
    assert f'<html lang="{language}">' in response.content.decode()
    for expected in (str(status), gettext(heading), gettext(str(sentence))):
        assert expected in text_of(response)


def test_refusal_is_said_in_korean_unless_the_reader_chose_otherwise(client):
    korean, english = (
        text_of(client.get("/probe/not-now/", headers={"accept-language": accepts})) for accepts in ("fr", "en-GB")
    )

    assert re.search("[가-힣]", korean)
    assert "The request has expired after 24 hours. Please ask again." in english


def test_every_broken_rule_is_listed(client, language):
    shown = text_of(client.get("/probe/broken-rules/"))

    for code in ("no_such_account", "login_needed"):
        assert wording.refusal(code) in shown


def test_stale_form_is_told_how_to_go_on(language):
    client = Client(enforce_csrf_checks=True)
    client.cookies["language"] = language
    response = client.post("/probe/200/")

    assert response.status_code == 403
    assert gettext(STALE) in text_of(response)


def test_defect_shows_nothing_of_the_inside(client, language):
    client.raise_request_exception = False
    response = client.get("/probe/defect/")

    assert response.status_code == 500
    assert gettext(DEFECT) in text_of(response)
    assert "the inside of the house" not in response.content.decode()
