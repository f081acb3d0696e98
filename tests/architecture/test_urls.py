"""Every address, asked for by everybody: one row for each, and foreign is the same as absent."""

import re
from collections.abc import Iterator
from copy import copy

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from portal.models import User
from portal.roles import Actor
from tests.architecture import scenes
from tests.architecture.url_table import TABLE, Row
from tests.plugins import databases
from tests.plugins.pages import masked

ABSENT = {"reference": "nobody", "application": "nobody", "number": "nobody", "label": "99"}


def walk(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every pattern of the site with its whole route."""
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from walk(each, prefix + str(each.pattern))
        else:
            yield prefix + str(each.pattern), each


ROUTES = {pattern.name: (route, pattern) for route, pattern in walk(get_resolver())}


def test_every_address_has_a_name_of_its_own():
    patterns = [pattern for _, pattern in walk(get_resolver())]

    assert len(ROUTES) == len(patterns)
    assert None not in ROUTES


def test_no_address_takes_any_text():
    """A null byte in an address is no question for the database."""
    free = {name for name, (route, _) in ROUTES.items() if "<str:" in route or re.search(r"<\w+>", route)}

    # allauth's own; it looks nothing up by what stands there before it has checked it.
    assert {name for name in free if not name.startswith("account_")} == set()


def test_every_address_has_a_row():
    listed = {row.split()[0] for row in TABLE}

    assert sorted(ROUTES.keys() - listed) == []
    assert sorted(listed - ROUTES.keys()) == []


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """All scenes on a database of their own, and a browser for everybody in them."""
    with django_db_blocker.unblock(), databases.clone():
        played, staff = scenes.build(), scenes.staff()
        # Where a scene has no panel yet, its members are those of another round.
        elsewhere = staff | played["presentation"].people
        browsers = {
            name: {role: browser((elsewhere | scene.people)[role]) for role in scenes.ROLES}
            for name, scene in played.items()
        }
        yield played, browsers


def browser(actor: Actor | None) -> Client:
    client = Client(raise_request_exception=False)
    if actor:
        client.force_login(User.objects.get(pk=actor.user_id))
    return client


def address(name: str, row: Row, scene: scenes.Scene, changes: dict[str, str] | None = None) -> str:
    """Where the row's page is in its scene; `changes` replace what its address names."""
    route, pattern = ROUTES[name]
    about = scene.application if route.removeprefix("api/v1/").startswith("applications/") else scene.round
    known = {
        "reference": about.reference if about else "",
        "application": scene.application.reference if scene.application else "",
        "stage": "presentation",
        "sheet": f"{scene.round.reference}.written.{scene.application.reference}" if scene.application else "",
        **scene.names,
        **{each: scene.names.get(value, value) for each, value in row.named.items()},
    }
    # What a route above the pattern asks for is named by the row.
    wanted = {*pattern.pattern.converters, *pattern.pattern.regex.groupindex, *row.named}
    return reverse(name, kwargs={each: (changes or {}).get(each, known.get(each)) for each in wanted})


def ask(client: Client, method: str, path: str) -> HttpResponse:
    """One request whose traces are undone."""
    cookies = copy(client.cookies)
    with transaction.atomic():
        response = client.generic(method, path)
        transaction.set_rollback(True)
    client.cookies = cookies
    return response


def said(response: HttpResponse) -> str:
    """The status; `login` for the way to the login page, `file` for a link to the files origin."""
    target = response.headers.get("Location", "")
    if target.startswith(reverse(settings.LOGIN_URL)):
        return "login"
    return "file" if target.startswith(settings.FILES_ORIGIN) else str(response.status_code)


@pytest.mark.django_db
@pytest.mark.parametrize("key", TABLE)
def test_address_answers_everybody_as_the_table_says(world, key):
    row, name = TABLE[key], key.split()[0]
    scene, browsers = world[0][row.scene], world[1][row.scene]
    path, absent = address(name, row, scene), address(name, row, scene, ABSENT)
    got, posted, different = [], [], []
    for role in scenes.ROLES:
        response = ask(browsers[role], "GET", path)
        got.append(said(response))
        posted.append(said(ask(browsers[role], "POST", path)))
        if response.status_code == 404 and masked(response) != masked(ask(browsers[role], "GET", absent)):
            different.append(role)

    assert " ".join(got) == row.get
    # A page without a row for sending answers as if it was only asked for, or refuses the method.
    expected = (
        row.post.split()
        if row.post
        else [was if said != "405" else "405" for was, said in zip(got, posted, strict=False)]
    )
    assert " ".join(posted) == " ".join(expected)
    assert different == []
