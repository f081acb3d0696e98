"""Every act by both doors: what the page sends, and what the API is sent for the same.

A step is played on a scene of `parity_scenes`; `ready` prepares it inside the transaction that is undone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.urls import reverse

from applications.actions.add_document import add_document
from applications.forms.card_editor import SECTIONS
from applications.models import Application, ApplicationPerson, Round
from applications.rules import file_facts
from applications.rules.consortium import PersonRole
from portal.clusters import server_now
from portal.display import KST
from portal.models import OutboxMessage
from reviews.actions.save_sheet import save_sheet
from reviews.actions.sign_sheet import draft_hash
from reviews.lifecycle import Stage
from reviews.models import SheetDraft
from tests.applications.forms.cards import typed as card_fields
from tests.architecture.scenes import Scene
from tests.factories import applications, decisions, panels, papers, people

Sent = tuple[str, dict[str, Any]]
REASON = {"reason": "절차대로 진행합니다."}
NEW_ROUND = {"reference": "2026-new", "template": "additional"}
MEMBER = {"email": "neu@example.test", "name": "새위원", "affiliation": "연구소"}


@dataclass(frozen=True)
class Step:
    """`page` and `api` give the address and what is sent; `api` names the method where it is not POST."""

    api_name: str
    scene: str
    role: str
    page: Callable[[Scene], Sent]
    api: Callable[[Scene], Sent]
    ready: Callable[[Scene], object] = lambda scene: None
    method: str = "post"
    verbs: tuple[str, ...] = ()


def _both(name: str, data: dict[str, Any], *args: str) -> Callable[[Scene], Sent]:
    """A page or address that names the scene's round (or what `args` say), and what is sent."""
    return lambda scene: (reverse(name, args=[_value(scene, each) for each in args or ("round",)]), dict(data))


def _value(scene: Scene, name: str) -> str:
    if name == "round":
        return scene.round.reference
    if name == "application":
        return scene.application.reference
    return scene.names.get(name, name)


def _same(api_name: str, page_name: str, data: dict[str, Any], *args: str) -> tuple[Any, Any]:
    return _both(page_name, data, *args), _both(api_name, data, *args)


def step(api_name: str, page_name: str, scene: str, role: str, data: dict[str, Any], *args: str, **more: Any) -> Step:
    """The same data under the same arguments by both doors."""
    page, api = _same(api_name, page_name, data, *args)
    return Step(api_name, scene, role, page, api, **more)


def _upload(scene: Scene) -> BytesIO:
    content = BytesIO(papers.small_pdf("새 제안서"))
    content.name = "새 제안서.pdf"
    return content


def _share(scene: Scene) -> None:
    applicant = scene.people["applicant"]
    applications.share(scene.application, applicant, people.person("mate@example.test"), PersonRole.EDITOR)


def _mate(scene: Scene) -> int:
    return ApplicationPerson.objects.get(user__email="mate@example.test").user_id


def _checklist(scene: Scene) -> list[str]:
    return [line["code"] for line in scene.round.card.document["screening"]]


def _marks(scene: Scene) -> dict[str, Any]:
    return panels.typed(scene.round, Stage.WRITTEN)


def _sheet(scene: Scene) -> str:
    return f"{scene.round.reference}.written.{scene.application.reference}"


def _draft(scene: Scene) -> None:
    save_sheet(
        round_id=scene.round.pk,
        stage=Stage.WRITTEN,
        application_id=scene.application.pk,
        typed=_marks(scene),
        actor=scene.people["member"],
        now=server_now(),
    )


def _seen(scene: Scene) -> dict[str, str]:
    draft = SheetDraft.objects.filter(application=scene.application, seat__user_id=scene.people["member"].user_id)
    return {"seen": draft_hash(draft.get().content), **REASON}


def _sheet_page(name: str, data: Callable[[Scene], dict[str, Any]]) -> Callable[[Scene], Sent]:
    # What is signed already is opened for a correction.
    def sent(scene: Scene) -> Sent:
        where = [scene.round.reference, "written", scene.application.reference]
        return f"{reverse(name, args=where)}?correct=1", data(scene)

    return sent


def _slots(scene: Scene) -> list[tuple[str, Any, Any]]:
    return [
        (slot.ref, slot.starts_at.replace(second=0, microsecond=0), slot.ends_at.replace(second=0, microsecond=0))
        for slot in decisions.slots(decisions.reviewed(scene.round))
    ]


def _slots_typed(scene: Scene) -> dict[str, Any]:
    return {
        name: value
        for ref, start, _end in _slots(scene)
        for name, value in ((f"start_{ref}", f"{start.astimezone(KST):%Y-%m-%dT%H:%M}"), (f"minutes_{ref}", "40"))
    }


def _slots_sent(scene: Scene) -> dict[str, Any]:
    return {
        "slots": [
            {"application": ref, "starts_at": start.isoformat(), "ends_at": end.isoformat()}
            for ref, start, end in _slots(scene)
        ]
    }


def _numbers(scene: Scene) -> dict[str, int]:
    return {each.reference: number for number, each in enumerate(decisions.reviewed(scene.round), start=3)}


def _seat(scene: Scene) -> Any:
    return scene.round.panel.seats.get(label="P2")


def _there(scene: Scene) -> None:
    decisions.come(scene.round, [scene.people["member"]])


def _started(scene: Scene) -> None:
    _there(scene)
    decisions.start(scene.application)


def _interests(scene: Scene) -> list[dict[str, Any]]:
    return [{"application": scene.application.reference, "has_conflict": True, "reason": "최근 공동 연구"}]


def _interest_fields(scene: Scene) -> dict[str, Any]:
    others = Application.objects.filter(round=scene.round).exclude(pk=scene.application.pk)
    answers = {f"conflict_{each.reference}": "no" for each in others}
    reference = scene.application.reference
    return answers | {f"conflict_{reference}": "yes", f"reason_{reference}": "최근 공동 연구"}


def _notice(scene: Scene) -> dict[str, Any]:
    draft = Round.objects.get(pk=scene.round.pk)
    return card_fields(SECTIONS["notice"](draft.draft), title_ko="새 제목") | {"version": str(draft.draft_version)}


def _failed(scene: Scene) -> None:
    OutboxMessage.objects.filter(topic="report").update(failed_at=server_now())


def _file(scene: Scene) -> None:
    content = _upload(scene)
    facts = file_facts.read(content, content.name)
    add_document(
        application_id=scene.application.pk,
        kind="proposal",
        content=content,
        facts=facts,
        actor=scene.people["applicant"],
        now=server_now(),
    )


OF_APPLICANTS = [
    step("api-start-application", "start_application", "open", "person", {"team_name": "나래"}, verbs=("application.started",)),
    Step(
        "api-application",
        "open",
        "applicant",
        lambda scene: (
            reverse("method", args=[scene.application.reference]),
            {"version": scene.application.version, "approach": "a", "training": "b", "independence": "c", "risks": "d"},
        ),
        lambda scene: (
            reverse("api-application", args=[scene.application.reference]),
            {"method": {"approach": "a", "training": "b", "independence": "c", "risks": "d"}},
        ),
        method="patch",
    ),
    Step(
        "api-documents",
        "open",
        "applicant",
        lambda scene: (
            reverse("documents", args=[scene.application.reference]),
            {"kind": "proposal", "proposal-file": _upload(scene)},
        ),
        lambda scene: (
            reverse("api-documents", args=[scene.application.reference]),
            {"kind": "proposal", "file": _upload(scene)},
        ),
        method="upload",
        verbs=("document.added",),
    ),
    step(
        "api-remove-document", "remove_document", "open", "applicant", {}, "application", "proposal",
        ready=_file, method="delete", verbs=("document.removed",),
    ),
    step(
        "api-people", "share", "open", "applicant", {"email": "mate@example.test", "role": "viewer"}, "application",
        ready=_share, verbs=("application.shared",),
    ),
    Step(
        "api-unshare",
        "open",
        "applicant",
        lambda scene: (reverse("unshare", args=[scene.application.reference]), {"user_id": _mate(scene)}),
        lambda scene: (reverse("api-unshare", args=[scene.application.reference]), {"email": "mate@example.test"}),
        ready=_share,
        verbs=("application.shared",),
    ),
    Step(
        "api-submit",
        "open",
        "applicant",
        lambda scene: (
            reverse("submit", args=[scene.application.reference]),
            {"idempotency_key": "k", "expected": _expected(scene), "declared": "on"},
        ),
        lambda scene: (reverse("api-submit", args=[scene.application.reference]), {"expected": _expected(scene)}),
        verbs=("submit",),
    ),
    step("api-withdraw", "withdraw", "closed", "applicant", REASON, "application", verbs=("withdraw",)),
]  # fmt: skip


def _expected(scene: Scene) -> str:
    from applications import permissions, queries  # noqa: PLC0415

    found = permissions.own_applications(scene.people["applicant"]).get(pk=scene.application.pk)
    return queries.fingerprint(queries.draft_manifest(found, queries.current_documents(found)))


OF_ROUNDS = [
    Step(
        "api-desk",
        "draft",
        "manager",
        lambda scene: (reverse("create_round"), NEW_ROUND),
        lambda scene: (reverse("api-desk"), NEW_ROUND),
        verbs=("round.create",),
    ),
    Step(
        "api-edit-section",
        "draft",
        "manager",
        lambda scene: (reverse("edit_section", args=[scene.round.reference, "notice"]), _notice(scene)),
        lambda scene: (
            reverse("api-edit-section", args=[scene.round.reference, "notice"]),
            {"typed": {name: value if isinstance(value, list) else str(value) for name, value in _notice(scene).items()}},
        ),
        method="patch",
        verbs=("round.edit",),
    ),
    step("api-request-opening", "request_opening", "draft", "manager", REASON, verbs=("round.open.requested",)),
    step("api-cancel-round", "cancel_round", "open", "manager", REASON, verbs=("round.cancel.requested",)),
    step("api-unseal", "unseal", "closed", "secretary", {}, verbs=("round.unseal",)),
    Step(
        "api-screen",
        "screening",
        "secretary",
        lambda scene: (
            reverse("screen", args=[scene.round.reference, scene.application.reference]),
            {f"holds_{code}": "yes" for code in _checklist(scene)},
        ),
        lambda scene: (
            reverse("api-screen", args=[scene.round.reference, scene.application.reference]),
            {"answers": [{"code": code, "holds": True} for code in _checklist(scene)]},
        ),
        verbs=("screen.eligible",),
    ),
    step("api-answer", "approval", "published", "manager", {"verdict": "approved"}, "approval", verbs=("role.grant.approved",)),
    Step(
        "api-roles",
        "published",
        "manager",
        lambda scene: (reverse("request_grant"), _grant(scene)),
        lambda scene: (reverse("api-roles"), _grant(scene)),
        verbs=("role.grant.requested",),
    ),
    step("api-retry-report", "retry_report", "published", "secretary", {}, "receipt", ready=_failed, verbs=("report.retried",)),
]  # fmt: skip


def _grant(scene: Scene) -> dict[str, Any]:
    email = scene.people.get("member", scene.people["applicant"]).email
    return {"email": email, "role": "secretary", "agency": "NIA", "days": 30, **REASON}


OF_PANELS = [
    step("api-panel", "panel", "screening", "secretary", MEMBER, verbs=("panel.appoint",)),
    step("api-dismiss", "dismiss", "written", "secretary", REASON, "round", "P3", verbs=("panel.change.requested",)),
    Step(
        "api-elect-chair",
        "presentation",
        "secretary",
        lambda scene: (reverse("elect_chair", args=[scene.round.reference]), {"seat": _seat(scene).pk, "application": ""}),
        lambda scene: (reverse("api-elect-chair", args=[scene.round.reference]), {"seat": "P2"}),
        verbs=("panel.elect_chair",),
    ),
    Step(
        "api-sign-pledges",
        "appointed",
        "member",
        lambda scene: (
            reverse("sign_pledges", args=[scene.round.reference]),
            {each["code"]: "on" for each in scene.round.card.document["pledges"]},
        ),
        lambda scene: (
            reverse("api-sign-pledges", args=[scene.round.reference]),
            {"codes": [each["code"] for each in scene.round.card.document["pledges"]]},
        ),
        verbs=("pledge.sign",),
    ),
    Step(
        "api-declare-interests",
        "screened",
        "member",
        lambda scene: (reverse("declare_interests", args=[scene.round.reference]), _interest_fields(scene)),
        lambda scene: (
            reverse("api-declare-interests", args=[scene.round.reference]),
            {"interests": _interests(scene)},
        ),
        verbs=("interest.declare",),
    ),
    step("api-start-review", "start_review", "screened", "secretary", {}, "round", "written", verbs=("round.start_written",)),
    Step(
        "api-sheet",
        "written",
        "member",
        _sheet_page("sheet", lambda scene: {
            f"{name}_{code}": value for code, line in _marks(scene).items() for name, value in line.items()
        } | {"seen": _stamp(scene), "save": "1"}),
        lambda scene: (reverse("api-sheet", args=[_sheet(scene)]), {"marks": _marks(scene)}),
        method="patch",
    ),
    Step(
        "api-sign-sheet",
        "written",
        "member",
        _sheet_page("sign_sheet", _seen),
        lambda scene: (reverse("api-sign-sheet", args=[_sheet(scene)]), _seen(scene)),
        ready=_draft,
        verbs=("sheet.sign",),
    ),
    step("api-close-review", "close_review", "written", "secretary", {}, "round", "written", verbs=("review.close",)),
    step(
        "api-reveal", "reveal", "met", "secretary", REASON, "round", "presentation",
        ready=lambda scene: panels.close_review(
            review_id=panels.review_of(scene.round, Stage.PRESENTATION).pk, actor=people.secretary(), now=server_now()
        ),
        verbs=("review.reveal.requested",),
    ),
    step("api-shortlist", "shortlist", "scored", "manager", REASON, verbs=("round.shortlist.requested",)),
]  # fmt: skip


def _stamp(scene: Scene) -> str:
    draft = SheetDraft.objects.get(application=scene.application, seat__user_id=scene.people["member"].user_id)
    return draft.saved_at.isoformat()


def _move(move: str, scene: str, **more: Any) -> Step:
    return Step(
        "api-session-move",
        scene,
        "secretary",
        _both(f"session_{move}", {}, "round", "application"),
        _both("api-session-move", {}, "round", "application", move.replace("_", "-")),
        verbs=(f"session.{move}",),
        **more,
    )


OF_MEETINGS = [
    Step(
        "api-timetable",
        "timetabled",
        "secretary",
        lambda scene: (reverse("timetable", args=[scene.round.reference]), _slots_typed(scene)),
        lambda scene: (reverse("api-timetable", args=[scene.round.reference]), _slots_sent(scene)),
        verbs=("timetable.set",),
    ),
    Step(
        "api-attendance",
        "timetabled",
        "secretary",
        lambda scene: (reverse("attendance", args=[scene.round.reference]), {"seats": ["P1", "P2"], "way": "in", "at": ""}),
        lambda scene: (reverse("api-attendance", args=[scene.round.reference]), {"seats": ["P1", "P2"], "came_in": True}),
        verbs=("attendance.record",),
    ),
    _move("start", "timetabled", ready=_there),
    _move("open_vote", "timetabled", ready=_started),
    _move("end", "presentation"),
    Step(
        "api-votes",
        "presentation",
        "member",
        lambda scene: (
            reverse("vote", args=[scene.round.reference, scene.application.reference]),
            {**_votes(scene), "confirmed": "yes"},
        ),
        lambda scene: (
            reverse("api-votes"),
            {"round": scene.round.reference, "application": scene.application.reference, "votes": _votes(scene)},
        ),
        verbs=("ballot.cast",),
    ),
    Step(
        "api-opinions",
        "deliberation",
        "member",
        lambda scene: (
            reverse("opinion", args=[scene.round.reference, scene.application.reference]),
            {"text": decisions.OPINION},
        ),
        lambda scene: (
            reverse("api-opinions"),
            {"round": scene.round.reference, "application": scene.application.reference, "text": decisions.OPINION},
        ),
        verbs=("opinion.sign",),
    ),
    Step(
        "api-further-sitting",
        "tied",
        "manager",
        lambda scene: (reverse("further_sitting", args=[scene.round.reference, "presentation"]), _slots_typed(scene) | REASON),
        lambda scene: (reverse("api-further-sitting", args=[scene.round.reference, "presentation"]), _slots_sent(scene) | REASON),
        verbs=("review.reopen.requested",),
    ),
    Step(
        "api-lots",
        "tied",
        "secretary",
        lambda scene: (
            reverse("lots", args=[scene.round.reference, "presentation"]),
            {f"lot_{ref}": number for ref, number in _numbers(scene).items()} | REASON,
        ),
        lambda scene: (
            reverse("api-lots", args=[scene.round.reference, "presentation"]),
            {"numbers": _numbers(scene), **REASON},
        ),
        verbs=("lot.confirm.requested",),
    ),
    step("api-prepare-decision", "prepare_decision", "tied", "manager", {}, verbs=("decision.prepare",)),
    step("api-request-publication", "request_publication", "deliberation", "manager", REASON, verbs=("decision.publish.requested",)),
]  # fmt: skip


def _votes(scene: Scene) -> dict[str, str]:
    return dict.fromkeys(scene.round.card.read().rule("presentation")["gates"], "yes")


STEPS = [*OF_APPLICANTS, *OF_ROUNDS, *OF_PANELS, *OF_MEETINGS]
