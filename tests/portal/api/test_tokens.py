"""Tokens: made once, kept as a hash, reaching no further than scope, time and person."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as configured
from django.test import Client

from portal import files
from portal.actions.tokens import create_token, revoke_token
from portal.clusters import server_now
from portal.models import ApiToken, AuditEvent, KeptAnswer, User
from portal.rules.tokens import MOST_TOKENS, fingerprint
from tests.factories.applications import draft_application, file_document
from tests.factories.papers import small_pdf
from tests.factories.people import make_user, manager, person
from tests.factories.rounds import open_round, pass_moment
from tests.plugins.caller import Caller
from tests.plugins.statements import counted

pytestmark = pytest.mark.django_db
WANTED = {"name": "우리 시스템", "scopes": ["applications:read"]}


@pytest.fixture
def browser(client):
    client.force_login(make_user())
    return client


def make(client, **changes):
    return client.post("/api/v1/tokens/", WANTED | changes, content_type="application/json")


def test_token_is_shown_once_and_kept_as_a_hash(browser):
    made = make(browser)

    secret, token = made.json()["token"], ApiToken.objects.get()
    assert made.status_code == 201
    assert token.sha256 == fingerprint(secret)
    assert token.expires_at - token.created_at == timedelta(days=90)
    (listed,) = browser.get("/api/v1/tokens/").json()["results"]
    assert listed == {name: value for name, value in made.json().items() if name != "token"}
    assert not KeptAnswer.objects.exists()
    assert AuditEvent.objects.get(verb="token.create").subject == f"token/{token.reference}"


def test_token_reaches_as_far_as_its_scopes(browser):
    secret = make(browser).json()["token"]
    bearer = {"Authorization": f"Bearer {secret}"}
    program = Client()

    read = program.get("/api/v1/applications/", headers=bearer)
    write = program.post(f"/api/v1/rounds/{open_round().reference}/applications/", {}, headers=bearer)
    more = program.post("/api/v1/tokens/", WANTED, content_type="application/json", headers=bearer)

    assert read.status_code == 200
    assert (write.status_code, write.json()["code"]) == (403, "scope_missing")
    assert (more.status_code, more.json()["code"]) == (403, "session_needed")


@pytest.mark.parametrize(("made_after", "status"), [(True, 200), (False, 401)])
def test_token_of_staff_needs_the_second_factor_that_stood_when_it_was_made(settings, made_after, status):
    settings.SECOND_FACTOR = "required"
    actor = manager()
    _, secret = create_token(name="x", scopes=["rounds:read"], actor=actor, now=server_now())
    shift = timedelta(hours=-1 if made_after else 1)
    Authenticator.objects.create(user_id=actor.user_id, type="totp", data={}, created_at=server_now() + shift)

    response = Client().get("/api/v1/desk/", headers={"Authorization": f"Bearer {secret}"})

    assert response.status_code == status
    assert status == 200 or response.json()["code"] == "token_unbacked"


def test_link_to_a_file_ends_with_the_token_that_asked_for_it():
    actor = person()
    token, _ = create_token(name="x", scopes=["applications:read"], actor=actor, now=server_now())
    stored = file_document(draft_application(open_round(), actor), actor, "proposal", small_pdf()).file
    path = urlsplit(files.link(stored, actor=actor, session=None, token=token.reference)).path
    there = {"headers": {"host": configured.FILES_HOST}}

    assert Client().get(path, **there).getvalue() == small_pdf()
    revoke_token(token_id=token.pk, actor=actor, now=server_now())
    assert Client().get(path, **there).status_code == 404


@pytest.mark.parametrize("header", ["Bearer", "Bearer x", "Bearer a b", "bearer gwaban_unknown"])
def test_token_that_is_none_is_refused_everywhere_also_beside_a_session(browser, header):
    for path in ("/api/v1/applications/", "/api/v1/rounds/"):
        answer = browser.get(path, headers={"Authorization": header})
        assert (answer.status_code, answer.json()["code"]) == (401, "token_invalid")
        assert answer.headers["WWW-Authenticate"] == 'Bearer realm="gwaban"'


def test_token_ends_when_revoked_expired_or_its_person_is_gone(browser):
    revoked, expired, gone = person(), person(), person()
    callers = {each: Caller(each, ["applications:read"]) for each in (revoked, expired, gone)}
    revoke_token(token_id=ApiToken.objects.get(user_id=revoked.user_id).pk, actor=revoked, now=server_now())
    User.objects.filter(pk=gone.user_id).update(is_active=False)
    assert callers[expired].get("applications/").status_code == 200
    pass_moment(ApiToken.objects.get(user_id=expired.user_id).expires_at)

    assert [caller.get("applications/").status_code for caller in callers.values()] == [401, 401, 401]


def test_token_acts_as_its_person_not_as_the_session_beside_it(browser):
    actor = person()
    begun = Caller(actor).post(f"rounds/{open_round().reference}/applications/", {"team_name": "가람"}).json()
    caller = Caller(actor)

    own = browser.get(f"/api/v1/applications/{begun['reference']}/", headers=caller.headers)
    foreign = browser.get(f"/api/v1/applications/{begun['reference']}/")

    assert (own.status_code, foreign.status_code) == (200, 404)


def test_token_of_another_person_is_absent(browser):
    token, _secret = create_token(name="a", scopes=["applications:read"], actor=person(), now=server_now())

    assert browser.delete(f"/api/v1/tokens/{token.reference}/").status_code == 404
    assert browser.post(f"/tokens/{token.reference}/revoke/").status_code == 404


def test_revoke_by_the_api_and_twice(browser):
    reference = make(browser).json()["reference"]

    first, second = (browser.delete(f"/api/v1/tokens/{reference}/") for _ in range(2))

    assert first.json()["revoked_at"] is not None
    assert (second.status_code, second.json()["code"]) == (409, "token_revoked_already")


def test_create_token_with_a_scope_that_is_not_offered(browser):
    answer = make(browser, scopes=["everything"])

    assert (answer.status_code, answer.json()["problems"][0]["code"]) == (422, "scope_unknown")


def test_create_token_has_a_limit(browser):
    for _ in range(MOST_TOKENS):
        assert make(browser).status_code == 201

    assert make(browser).json()["code"] == "too_many_tokens"


def test_session_needs_the_csrf_token():
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_user())

    answer = make(strict)

    assert (answer.status_code, answer.json()["code"]) == (403, "csrf_failed")


def test_page_makes_shows_once_and_revokes(browser):
    made = browser.post("/tokens/", {"name": "우리 시스템", "scopes": ["applications:read"], "days": "30"})
    secret, token = made.context["secret"], ApiToken.objects.get()

    assert secret in made.content.decode()
    with counted() as sent:
        assert secret not in browser.get("/tokens/").content.decode()
    assert len(sent) <= 8
    assert browser.post(f"/tokens/{token.reference}/revoke/").status_code == 302
    assert ApiToken.objects.get().revoked_at is not None
