"""Page and API are two doors to one room: each act leaves the same entries in the chains by both."""

import json
import re
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver

from applications.models import Application, Round
from portal.api.endpoint import Endpoint
from portal.models import AuditEvent, User
from portal.roles import Actor
from reviews.lifecycle import Stage
from tests.architecture import scenes
from tests.architecture.parity_steps import STEPS, Step
from tests.architecture.scenes import Scene
from tests.architecture.test_urls import walk
from tests.factories import decisions, panels
from tests.plugins import databases
from tests.plugins.caller import Caller

# What differs from one act to the next: hashes and nonces, moments, numbers drawn at random.
CHANCE = re.compile(
    r"[0-9a-f]{32,64}|\d{4}-\d\d-\d\dT[\d:.]+Z|\b\d{4}-\d{6}\b|\b[2-9A-HJ-NP-Z]{8}\b|\b[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}\b"
)
# Made and revoked by JSON alone; the account's page shows the same.
OWN = {"api-tokens", "api-token"}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """The scenes of the table of addresses, and some that only acts need."""
    with django_db_blocker.unblock(), databases.clone():
        played, staff = scenes.build(), scenes.staff()
        for made in (_screened, _appointed, _scored, _timetabled, _met, _tied):
            played[made.__name__.removeprefix("_")] = made()
        # The clock moved on; what is open is opened last.
        played["open"], played["draft"] = scenes._open(), Scene(scenes.rounds.draft_round())
        yield played, staff


def test_every_act_of_the_api_has_a_step():
    acts = {
        pattern.name
        for route, pattern in walk(get_resolver())
        if issubclass(view := getattr(pattern.callback, "cls", object), Endpoint)
        and any(getattr(getattr(view, name, None), "is_act", False) for name in view.http_method_names)
    }
    assert acts - OWN == {step.api_name for step in STEPS}


@pytest.mark.django_db
@pytest.mark.parametrize("step", STEPS, ids=[f"{step.api_name} {' '.join(step.verbs)}" for step in STEPS])
def test_act_leaves_the_same_entries_by_page_and_api(world, step):
    scene, actor = world[0][step.scene], _actor(world, step)

    by_page = _entries(step, scene, lambda: _page(step, scene, actor))
    by_api = _entries(step, scene, lambda: _api(step, scene, actor))

    assert by_page == by_api
    assert tuple(each["verb"] for each in by_api) == step.verbs


def _actor(world: Any, step: Step) -> Actor:
    scene, staff = world[0][step.scene], world[1]
    return (staff | scene.people)[step.role]


def _page(step: Step, scene: Scene, actor: Actor) -> HttpResponse:
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    response = client.post(*step.page(scene))
    assert response.status_code == 302, response.context and [
        form.errors for form in response.context if "form" in form
    ]
    return response


def _api(step: Step, scene: Scene, actor: Actor) -> HttpResponse:
    path, body = step.api(scene)
    where, caller = path.removeprefix("/api/v1/"), Caller(actor)
    match step.method:
        case "upload":
            response = caller.upload(where, **body)
        case "patch":
            response = caller.patch(where, body, match=_etag(step, scene))
        case "delete":
            response = caller.delete(where)
        case _:
            response = caller.post(where, body)
    assert response.status_code in {200, 201}, response.content.decode()
    return response


def _etag(step: Step, scene: Scene) -> str:
    if step.api_name == "api-application":
        return f'"{Application.objects.get(pk=scene.application.pk).version}"'
    if step.api_name == "api-edit-section":
        return f'"{Round.objects.get(pk=scene.round.pk).draft_version}"'
    return ""


def _entries(step: Step, scene: Scene, act: Any) -> list[dict[str, Any]]:
    """The entries that an act appends, without what is chance; everything is undone."""
    with transaction.atomic():
        step.ready(scene)
        before = AuditEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        act()
        made = AuditEvent.objects.filter(pk__gt=before).exclude(verb="token.create").order_by("pk")
        found = [_entry(event) for event in made.select_related("seal", "chain")]
        transaction.set_rollback(True)
    return found


def _entry(event: AuditEvent) -> dict[str, Any]:
    body, sealed = (json.loads(CHANCE.sub("·", bytes(raw).decode())) for raw in (event.body, event.seal.data))
    # People who were made by the act have other numbers each time.
    if "user" in sealed["data"]:
        sealed["data"]["user"] = "·"
    return {"verb": event.verb, "chain": event.chain.name, "body": body, "seal": sealed}


def _screened() -> Scene:
    scene, members = scenes._seated()
    return Scene(scene.round, scene.application, scene.people | {"member": members[0]}, scene.names)


def _appointed() -> Scene:
    """A member who has not signed anything."""
    made = panels.unsealed_round(1)
    (member,) = panels.panel_of(made, 1)
    return Scene(Round.objects.with_card().get(pk=made.pk), made.applications.get(), {"member": member})


def _scored() -> Scene:
    """A revealed written review."""
    made, members = panels.written_round(2, 3)
    panels.sign_all(made, Stage.WRITTEN, members)
    panels.reveal_review(panels.review_of(made, Stage.WRITTEN))
    return Scene(made, made.applications.order_by("pk")[0], {"member": members[0]})


def _timetabled() -> Scene:
    made, members = decisions.timetabled_round(1, 3)
    return Scene(Round.objects.with_card().get(pk=made.pk), made.applications.get(), {"member": members[0]})


def _met() -> Scene:
    """Every session held, the review still collecting."""
    made, members = decisions.met_round(1, 3)
    return Scene(made, made.applications.get(), {"member": members[0]})


def _tied() -> Scene:
    """Two applications with the same points for one place."""
    made, members = decisions.revealed_round(2, 3, points={number: [("36", "25", "27")] * 3 for number in range(2)})
    return Scene(made, made.applications.order_by("pk")[0], {"member": members[0]})
