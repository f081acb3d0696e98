"""Staff and panel members without a second factor are led to it; the public pages stay open and show no more."""

import pytest
from django.test import Client

from portal.models import User
from portal.roles import Agency, Role
from tests.factories import panels, people, rounds

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def strict(settings):
    settings.SECOND_FACTOR = "required"


def as_(actor, *, with_factor=False):
    client = Client()
    user = User.objects.get(pk=actor.user_id)
    client.force_login(user)
    if with_factor:
        session = client.session
        session["account_authentication_methods_user"] = str(user.pk)
        session["account_authentication_methods"] = [{"method": "mfa", "at": 0}]
        session.save()
    return client


@pytest.mark.parametrize("path", ["/", "/desk/", "/roles/", "/approvals/"])
def test_staff_are_led_to_the_second_factor(path):
    response = as_(people.manager()).get(path)

    assert (response.status_code, response.headers["Location"].partition("?")[0]) == (302, "/accounts/second-factor/")


def test_staff_with_a_second_factor_pass():
    assert as_(people.manager(), with_factor=True).get("/desk/").status_code == 200


def test_public_pages_show_staff_no_more_than_the_public():
    call = rounds.draft_round()
    path = f"/rounds/{call.reference}/"

    assert as_(people.manager()).get("/rounds/").status_code == 200
    assert as_(people.manager()).get("/api/v1/rounds/").status_code == 200
    assert as_(people.manager()).get(path).status_code == 404
    assert as_(people.manager(), with_factor=True).get(path).status_code == 200


@pytest.mark.parametrize("role", [Role.MANAGER, Role.SECRETARY, Role.MINISTRY, Role.AUDITOR])
def test_every_role_needs_it(role):
    assert as_(people.staff(role, Agency.NIPA)).get("/").headers["Location"].startswith("/accounts/second-factor/")


def test_applicants_need_none():
    assert as_(people.person()).get("/").status_code == 200


def test_a_seat_needs_it():
    member = panels.panel_of(rounds.open_round(), 1)[0]

    assert as_(member).get("/").headers["Location"].startswith("/accounts/second-factor/")
    assert as_(member, with_factor=True).get("/").status_code == 200


def test_the_account_and_the_way_out_stay_reachable():
    client = as_(people.manager())

    assert [client.get(path).status_code for path in ("/accounts/second-factor/", "/accounts/sessions/")] == [200, 200]
    assert client.post("/accounts/logout/").status_code == 302
