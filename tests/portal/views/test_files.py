"""Bytes leave by a link that lasts a minute, as a download, with headers that keep them from running anywhere."""

from io import BytesIO
from urllib.parse import quote, urlsplit

import pytest
from django.conf import settings
from django.core import signing

from portal import files
from portal.clusters import server_now
from portal.models import User
from portal.registry import registry
from portal.roles import ANONYMOUS, SYSTEM
from tests.factories.people import person
from tests.plugins.pages import masked

pytestmark = pytest.mark.django_db
NAME = "사업계획서 (최종) 100%.html"
CONTENT = b"<script>alert(1)</script>" * 100_000


@pytest.fixture
def stored():
    return files.store(BytesIO(CONTENT), name=NAME, content_type="text/html", actor=SYSTEM, now=server_now())


@pytest.fixture(autouse=True)
def _door(monkeypatch):
    """These bytes are everybody's, unless a test closes the door."""
    monkeypatch.setattr(registry, "file_doors", [lambda actor, file: True])


def get(client, url, method="GET"):
    response = client.generic(method, urlsplit(url).path, headers={"host": settings.FILES_HOST})
    response.body = response.getvalue()
    return response


def test_file_comes_as_it_was_stored(client, stored):
    response = get(client, files.link(stored, actor=ANONYMOUS, session=None))

    assert response.status_code == 200
    assert response.body == CONTENT


def test_headers_are_exact(client, stored):
    response = get(client, files.link(stored, actor=ANONYMOUS, session=None))

    assert dict(response.headers) == {
        "Content-Type": "text/html",
        "Content-Length": str(len(CONTENT)),
        "Content-Disposition": f"attachment; filename*=utf-8''{quote(NAME, safe='')}",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-site",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cache-Control": "no-store",
        "Referrer-Policy": "same-origin",
        "X-Frame-Options": "DENY",
        "Vary": "Accept-Language, Cookie",
        "Content-Language": "ko",
    }
    assert dict(response.cookies) == {}


def test_link_may_give_another_name(client, stored):
    response = get(client, files.link(stored, name="decision.pdf", actor=ANONYMOUS, session=None))

    assert response["Content-Disposition"] == 'attachment; filename="decision.pdf"'


def test_link_is_read_only(client, stored):
    url = files.link(stored, actor=ANONYMOUS, session=None)

    assert [get(client, url, method).status_code for method in ("POST", "PUT", "DELETE")] == [405] * 3


def test_link_ends_after_a_minute(client, stored, monkeypatch):
    url = files.link(stored, actor=ANONYMOUS, session=None)
    now = signing.time.time()
    answers = []
    for passed in (settings.FILE_LINK_SECONDS - 1, settings.FILE_LINK_SECONDS + 2):
        monkeypatch.setattr(signing.time, "time", lambda passed=passed: now + passed)
        answers.append(get(client, url).status_code)

    assert answers == [200, 404]


def test_forged_altered_and_foreign_links_are_the_same_404(client, stored):
    token = urlsplit(files.link(stored, actor=ANONYMOUS, session=None)).path.split("/")[2]
    other_file = signing.dumps(
        {"file": stored.pk + 1, "name": "x", "actor": None, "session": ""}, salt="portal.files", compress=True
    )
    other_purpose = signing.dumps(
        {"file": stored.pk, "name": "x", "actor": None, "session": ""}, salt="other", compress=True
    )
    altered = token[:5] + ("A" if token[5] != "A" else "B") + token[6:]
    wrong = ["forged", "a:b:c", "위조", "%00", altered, token[:-1], f"{token}A", other_file, other_purpose]

    answers = [get(client, f"/files/{each}/") for each in wrong]

    assert [answer.status_code for answer in answers] == [404] * len(wrong)
    assert len({masked(answer) for answer in answers}) == 1


def test_link_ends_with_the_session_unless_the_file_is_public(client, stored, monkeypatch):
    reader = person()
    answers = {}
    for name, door in {
        "own": lambda actor, file: actor.user_id == reader.user_id,
        "public": lambda actor, file: True,
    }.items():
        monkeypatch.setattr(registry, "file_doors", [door])
        client.force_login(User.objects.get(pk=reader.user_id))
        url = files.link(stored, actor=reader, session=client.session.session_key)
        before = get(client, url).status_code
        client.logout()
        answers[name] = (before, get(client, url).status_code)

    assert answers == {"own": (200, 404), "public": (200, 200)}


def test_link_asks_the_policy_again(client, stored, monkeypatch):
    reader = person()
    client.force_login(User.objects.get(pk=reader.user_id))
    url = files.link(stored, actor=reader, session=client.session.session_key)
    answers = []
    for allowed in (True, False):
        monkeypatch.setattr(registry, "file_doors", [lambda actor, file, allowed=allowed: allowed])
        answers.append(get(client, url).status_code)

    assert answers == [200, 404]
