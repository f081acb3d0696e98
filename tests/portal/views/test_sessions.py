"""Where one is logged in, and ending it."""

import pytest
from django.test import Client

from portal.models import LoginSession, Mail
from tests.factories.people import PASSWORD, make_user
from tests.plugins.statements import counted

pytestmark = pytest.mark.django_db
CHROME = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"


def log_in(user, password=PASSWORD):
    client = Client(headers={"user-agent": CHROME})
    assert client.post("/accounts/login/", {"login": user.email, "password": password}).status_code == 302
    return client


def is_in(client):
    return client.get("/accounts/sessions/").status_code == 200


def test_sessions_show_device_network_and_last_use():
    client = log_in(make_user())

    page = client.get("/accounts/sessions/")

    assert [(each.is_current, each.network) for each in page.context["sessions"]] == [(True, "127.0.0.1")]
    assert "Chrome · Windows" in page.content.decode()


def test_end_session_ends_one():
    user = make_user()
    one, two = log_in(user), log_in(user)
    other = LoginSession.objects.get(session_key=two.session.session_key)

    one.post(f"/accounts/sessions/{other.reference}/end/")

    assert (is_in(one), is_in(two)) == (True, False)


def test_end_session_is_ones_own():
    user, stranger = log_in(make_user()), log_in(make_user())
    theirs = LoginSession.objects.get(session_key=user.session.session_key)

    assert stranger.post(f"/accounts/sessions/{theirs.reference}/end/").status_code == 404
    assert is_in(user)


def test_end_others_keeps_this_one():
    user = make_user()
    browsers = [log_in(user) for _ in range(3)]

    browsers[1].post("/accounts/sessions/end-others/")

    assert [is_in(each) for each in browsers] == [False, True, False]


def test_a_changed_password_ends_the_others_and_keeps_this_one_in_the_list():
    user = make_user()
    one, two = log_in(user), log_in(user)
    typed = {"oldpassword": PASSWORD, "password1": "another good one", "password2": "another good one"}

    assert one.post("/accounts/password/change/", typed).status_code == 302

    assert (is_in(one), is_in(two)) == (True, False)
    assert [each.is_current for each in one.get("/accounts/sessions/").context["sessions"]] == [True]
    assert Mail.objects.filter(to=user.email, key__startswith="account_changed").count() == 1


def test_a_login_from_a_new_browser_is_told_once():
    user = make_user()
    first = log_in(user)
    first.post("/accounts/logout/")
    first.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert not Mail.objects.exists()

    log_in(user)

    assert [(each.to, "Chrome · Windows" in each.body) for each in Mail.objects.all()] == [(user.email, True)]


def test_pages_cost_no_more_than_eight_statements():
    client = log_in(make_user())
    for path in ("/accounts/sessions/", "/accounts/second-factor/", "/", "/rounds/", "/accounts/login/"):
        with counted() as sent:
            client.get(path)
        assert len(sent) <= 8, (path, sent)


def test_last_use_is_written_once_in_a_while():
    client = log_in(make_user())
    session = client.session
    session["seen"] -= 301
    session.save()

    with counted() as sent:
        client.get("/")
        client.get("/")

    assert sum("UPDATE" in each and "portal_loginsession" in each for each in sent) == 1
