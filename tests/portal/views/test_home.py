"""The first page: what is due for this person, gathered from all apps."""

import pytest
from django.urls import reverse

from portal.models import User
from portal.registry import Todo, registry
from portal.roles import Agency, Role
from portal.wording import ROLE
from tests.factories import people

pytestmark = pytest.mark.django_db


def test_home_sends_strangers_to_the_calls(client):
    assert client.get("/").headers["Location"] == reverse("rounds")


def test_home_gathers_lines_of_one_group_from_several_apps(client, monkeypatch):
    first, second, third = (Todo(f"할 일 {number}", f"/{number}/", group=f"묶음 {number % 2}") for number in (1, 2, 3))
    monkeypatch.setattr(registry, "todos", [lambda actor, now: [first, second], lambda actor, now: [third]])
    client.force_login(people.make_user())

    groups = client.get("/").context["groups"]

    assert [(group, list(items)) for group, items in groups] == [("묶음 1", [first, third]), ("묶음 0", [second])]


def test_home_says_in_which_role_one_is_here(client):
    auditor = people.staff(Role.AUDITOR, Agency.MSIT)
    client.force_login(User.objects.get(pk=auditor.user_id))

    assert client.get("/").context["role_words"] == [str(ROLE[Role.AUDITOR])]
