"""Strangers see what is public; for everything else they log in first."""

import pytest
from django.conf import settings
from django.urls import get_resolver

from portal import files_urls
from portal.registry import registry
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/rounds/", "/results/", "/api/v1/rounds/", "/api/v1/schema/", "/accounts/login/"])
def test_public_pages_need_no_login(client, path):
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/desk/", "/desk/nobody/", "/panel/nobody/", "/approvals/X/", "/reports/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_stranger_is_sent_to_the_login_page_and_back(client, path, method):
    response = getattr(client, method)(path)

    assert (response.status_code, response["Location"]) == (302, f"/accounts/login/?next={path}")


def test_whoever_is_logged_in_gets_the_pages_own_answer(client):
    client.force_login(make_user())

    assert client.get("/desk/").status_code == 404


def test_address_that_leads_nowhere_is_absent_for_everybody(client):
    assert client.get("/nowhere/").status_code == 404


def test_public_addresses_exist():
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    names |= {pattern.name for pattern in files_urls.urlpatterns}

    assert settings.MODE == "test"
    assert sorted(registry.public - names) == []
