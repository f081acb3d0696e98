"""The scenes of the table of addresses as the API's fuzzing knows them: a token for everybody, and what exists."""

from itertools import chain
from typing import Any

from django.db import transaction

from applications.lifecycle import ApplicationStatus
from portal.actions.tokens import create_token
from portal.clusters import server_now
from portal.registry import registry
from portal.roles import Actor
from reviews.queries import sheet_name
from tests.architecture import scenes
from tests.factories.panels import checklist, typed
from tests.plugins.fuzzing import World

# Who stands for each role when every role is asked alone.
ROLES = (
    "anonymous", "person", "open applicant", "presentation member", "written recused", "secretary", "manager",
    "ministry", "auditor",
)  # fmt: skip


def build() -> World:
    """Play the scenes; each role stands for those who hold it in different scenes."""
    with transaction.atomic():
        played, staff = scenes.build(), scenes.staff()
        people = {f"{name} {role}": actor for name, scene in played.items() for role, actor in scene.people.items()}
        headers = {name: _headers(actor) for name, actor in {**staff, **people}.items()}
        return World(headers, _known(played))


def _headers(actor: Actor | None) -> dict[str, str]:
    if actor is None:
        return {}
    _token, secret = create_token(name="fuzz", scopes=list(registry.scopes), actor=actor, now=server_now())
    return {"Authorization": f"Bearer {secret}"}


def _known(played: dict[str, scenes.Scene]) -> dict[str, list[Any]]:
    rounds = [scene.round for scene in played.values()]
    references = [each.reference for each in rounds]
    applications = [each for round_ in rounds for each in round_.applications.all()]
    names = [each.reference for each in applications]
    stages = ["written", "presentation"]
    written = played["written"].round
    gates = played["presentation"].round.card.read().rule("presentation")["gates"]
    sheets = [
        sheet_name(round_.reference, stage, each.reference)
        for round_ in rounds
        for stage in stages
        for each in round_.applications.exclude(status=ApplicationStatus.DRAFT)
    ]
    return {
        "applications.reference": names,
        "reference": references,
        "application": names,
        "stage": stages,
        "sheet": sheets,
        "label": ["P1", "P2", "P9"],
        "kind": ["proposal", "tech_report"],
        "version": [1],
        "move": ["start", "open-vote", "end"],
        "section": ["notice", "schedule", "documents"],
        "approval": [scene.names["approval"] for scene in played.values() if "approval" in scene.names],
        "number": list(chain.from_iterable(scene.names.values() for scene in played.values())),
        "code": ["absent", "deadline_passed"],
        "If-Match": ['"1"', '"2"', *{f'"{each.version}"' for each in applications}],
        "body.round": references,
        "body.application": names,
        "body.kind": ["proposal"],
        "body.reason": ["심의를 마쳤습니다."],
        "body.text": ["핵심 모듈을 직접 설계하고 검증하였으며, 공개와 확산 계획이 구체적이고 실행 주체가 분명합니다."],
        "body.votes": [dict.fromkeys(gates, "yes")],
        "body.marks": [typed(written, "written")],
        "body.answers": [
            [{"code": each.code, "holds": each.holds, "reason": each.reason} for each in checklist(written)]
        ],
        "body.codes": [[each["code"] for each in written.card.document["pledges"]]],
        "body.seat": ["P1", "P2"],
        "body.seats": [["P1"], ["P5"]],
    }
