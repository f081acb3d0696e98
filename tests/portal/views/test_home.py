"""The first page: what is due for this person, gathered from all apps."""

import re

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


def paths(html, part):
    """The addresses of the links in one part of the page."""
    inside = html.partition(f"<{part}")[2].partition(f"</{part}>")[0]
    return re.findall(r'<a href="([^"]+)"', inside)


@pytest.mark.parametrize("role", Role)
def test_home_and_menu_lead_only_to_what_the_role_may_see(client, role):
    actor = people.staff(role, Agency.NIPA)
    client.force_login(User.objects.get(pk=actor.user_id))

    html = client.get("/").content.decode()
    menu, aside, main = paths(html, "nav"), paths(html, "aside"), paths(html, "main")

    runs = role in {Role.MANAGER, Role.SECRETARY}
    assert len(menu) <= 5
    house = {"/approvals/", "/reports/", "/roles/"} if role != Role.MINISTRY else set()
    audits = {"/audit/", "/audit/access/", "/audit/months/"} if role == Role.AUDITOR else set()
    assert set(aside) == house | audits | ({"/desk/"} if runs else set())
    assert {*menu, *aside, *main} >= house
    assert {path: client.get(path).status_code for path in {*menu, *aside, *main}} == dict.fromkeys(
        {*menu, *aside, *main}, 200
    )


def test_home_tells_the_ministry_that_it_sees_the_public_pages(client):
    ministry = people.staff(Role.MINISTRY, Agency.MSIT)
    client.force_login(User.objects.get(pk=ministry.user_id))

    html = client.get("/").content.decode()

    assert "이 역할로 볼 수 있는 것" in html
    assert paths(html, "main") == ["/rounds/", "/results/", "/api/v1/docs/"]
