"""Every address, asked for by everybody as the apps declare it; foreign is the same as absent."""

import re
from copy import copy
from http import HTTPStatus

import pytest
from django.conf import settings
from django.core.management import get_commands
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver, reverse

from portal import celery
from portal.addresses import addresses, walk
from portal.models import User
from portal.registry import registry
from portal.roles import Actor
from portal.rules.matrix import ANY, PHASES
from tests.architecture import scenes
from tests.architecture.url_table import TABLE, Row
from tests.plugins import databases
from tests.plugins.pages import masked

World = tuple[dict[str, scenes.Scene], dict[str, dict[str, Client]]]
# The one address of the files origin.
FILES_HOST = {"Host": settings.FILES_HOST}
ABSENT = {"reference": "nobody", "application": "nobody", "number": "nobody", "label": "99"}


ROUTES = addresses()


def test_every_address_has_a_name_of_its_own():
    both = (get_resolver(), get_resolver(settings.FILES_URLCONF))

    assert sum(len(list(walk(each))) for each in both) == len(ROUTES)
    assert None not in ROUTES


# A draft has no application, and the house's own addresses belong to no round.
WHOLE = (set(PHASES), set(PHASES) - {"draft"}, {ANY})


def test_no_address_takes_any_text():
    """A null byte in an address is no question for the database."""
    free = {name for name, (route, _) in ROUTES.items() if "<str:" in route or re.search(r"<\w+>", route)}

    # allauth's own look nothing up by what stands there before it is checked; a file's link is signed.
    assert {name for name in free if not name.startswith("account_")} == {"file"}


def test_every_address_has_a_declared_policy():
    assert sorted(ROUTES.keys() ^ registry.matrix.keys()) == []


def test_every_phase_of_a_round_is_declared_once():
    """What an address names from `about` on needs not exist in every phase."""
    wrong = {}
    for name, rows in registry.matrix.items():
        phases = [phase for row in rows if not row.about for phase in row.within()]
        if phases and (len(phases) != len(set(phases)) or set(phases) not in WHOLE):
            wrong[name] = phases
    assert wrong == {}


def test_that_an_account_is_enough_has_a_listed_reason():
    bare = {
        name: row.reason
        for name, rows in registry.matrix.items()
        for row in rows
        if any(policy.asks_only_for_login for policy in row.policies().values()) != bool(row.reason)
    }
    assert bare == {}


def test_every_task_and_command_is_declared():
    celery.app.loader.import_default_modules()
    tasks = {f"task {name}" for name in celery.app.tasks if not name.startswith("celery.")}
    apps = ("portal", "applications", "reviews")
    commands = {f"command {name}" for name, app in get_commands().items() if app in apps}

    assert sorted((tasks | commands) ^ registry.unattended.keys()) == []


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """All scenes on a database of their own, and a browser for everybody in them."""
    with django_db_blocker.unblock(), databases.clone():
        yield cast_world()


def cast_world() -> World:
    """The scenes by name, and by scene a browser for everybody as they stand to it."""
    played, staff = scenes.build(), scenes.staff()
    return played, {
        name: {role: browser(who) for role, who in scenes.cast(name, played, staff).items()} for name in played
    }


def browser(actor: Actor | None) -> Client:
    client = Client(raise_request_exception=False)
    if actor:
        client.force_login(User.objects.get(pk=actor.user_id))
    return client


def address(name: str, row: Row, scene: scenes.Scene, changes: dict[str, str] | None = None) -> str:
    """Where the row's page is in its scene; `changes` replace what its address names."""
    route, pattern = ROUTES[name]
    if name == "file":
        return reverse(name, urlconf=settings.FILES_URLCONF, kwargs=row.named)
    about = scene.application if route.removeprefix("api/v1/").startswith("applications/") else scene.round
    known = {
        "reference": about.reference if about else "",
        "application": scene.application.reference if scene.application else "",
        "stage": "presentation",
        "sheet": sheet_of(scene),
        **scene.names,
        **{each: scene.names.get(value, value) for each, value in row.named.items()},
    }
    # What a route above the pattern asks for is named by the row.
    wanted = {*pattern.pattern.converters, *pattern.pattern.regex.groupindex, *row.named}
    return reverse(name, kwargs={each: (changes or {}).get(each, known.get(each)) for each in wanted})


def sheet_of(scene: scenes.Scene) -> str:
    """The name of a sheet of the round's own stage."""
    if scene.application is None:
        return ""
    return f"{scene.round.reference}.{scene.names.get('stage', 'written')}.{scene.application.reference}"


def ask(client: Client, method: str, path: str) -> HttpResponse:
    """One request whose traces are undone."""
    cookies = copy(client.cookies)
    with transaction.atomic():
        response = client.generic(method, path, headers=FILES_HOST if path.startswith("/files/") else {})
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
def test_address_answers_everybody_as_declared(world, key):
    row, name = TABLE[key], key.split()[0]

    assert answers(world, name, row) == row.answers()


def answers(world: World, name: str, row: Row) -> dict[str, str]:
    """What everybody gets, by method; a 404 that differs from that of what was never there is said to differ."""
    scene, browsers = world[0][row.scene], world[1][row.scene]
    path, absent = address(name, row, scene), address(name, row, scene, ABSENT)
    said_to_all = {}
    for method in row.answers():
        words = []
        for role in scenes.ROLES:
            response = ask(browsers[role], method, path)
            words.append("no" if is_refused_method(response, row, method) else said(response))
            if method == "GET" and response.status_code == HTTPStatus.NOT_FOUND:
                never = ask(browsers[role], method, absent)
                words[-1] += "" if masked(response) == masked(never) else " unlike absent"
        said_to_all[method] = " ".join(words)
    return said_to_all


def is_refused_method(response: HttpResponse, row: Row, method: str) -> bool:
    """405; a stranger may be led to the login first."""
    declared = row.answers()[method].split()
    return declared == ["no"] * len(declared) and said(response) in {"405", "login"}
