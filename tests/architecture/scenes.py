"""Rounds in the phases that the table of addresses asks about, each with its own applicant, member and recused member."""

from dataclasses import dataclass, field, replace
from io import BytesIO

from applications.actions.screen import screen
from applications.actions.unseal import unseal
from applications.models import Application, Round
from applications.rules.consortium import PersonRole
from portal import files, reports
from portal.actions.roles import request_grant
from portal.clusters import server_now
from portal.models import Approval, Report, ReportOrder
from portal.roles import SYSTEM, Actor, Agency, Role
from reviews.actions.start_review import start_review
from reviews.actions.timetable import set_timetable
from reviews.lifecycle import Stage
from tests.factories import applications, decisions, panels, people, rounds

ROLES = (
    "anonymous", "person", "applicant", "viewer", "rival", "member", "recused", "outside", "secretary", "manager",
    "ministry", "auditor",
)  # fmt: skip


@dataclass(frozen=True)
class Scene:
    """A round with one application in the middle, and who stands in which relation to it."""

    round: Round
    application: Application | None = None
    people: dict[str, Actor] = field(default_factory=dict)
    # What else an address may name: the stage, a seat, an approval, the numbers of reports by kind.
    names: dict[str, str] = field(default_factory=dict)


def build() -> dict[str, Scene]:
    """Play every scene; gives them by name."""
    made = {
        "closed": _closed(),
        "screening": _screening(),
        "written": _written(),
        "presentation": _presentation(),
        "deliberation": _deliberation(),
        "published": _published(),
        # The clock moves on with each deadline that passes, so what is still open comes last.
        "draft": Scene(rounds.draft_round()),
        "open": _open(),
    }
    for each in made.values():
        each.names.update(_papers(each.round))
    made["published"].names["approval"] = _asked().reference
    return made


def staff() -> dict[str, Actor | None]:
    """Those who stand in no relation to any application."""
    return {
        "anonymous": None,
        "person": people.person(),
        "secretary": people.secretary(),
        "manager": people.manager(),
        "ministry": people.staff(Role.MINISTRY, Agency.MSIT),
        "auditor": people.staff(Role.AUDITOR, Agency.MSIT),
    }


def cast(name: str, played: dict[str, Scene], others: dict[str, Actor | None]) -> dict[str, Actor | None]:
    """Everybody as they stand to this scene; where it has no consortium or panel yet, those of another round."""
    another = played["written" if name == "presentation" else "presentation"].people
    found = others | another | {"outside": another["member"]} | played[name].people
    return {role: found[role] for role in ROLES}


def _open() -> Scene:
    found = _consortium()
    call = rounds.open_round()
    applications.complete_application(call, found["rival"], team_name="나래 컨소시엄")
    own = applications.complete_application(call, found["applicant"])
    applications.share(own, found["applicant"], found["viewer"], PersonRole.VIEWER)
    return Scene(call, Application.objects.get(pk=own.pk), found)


def _consortium() -> dict[str, Actor]:
    """Who hands the first application in, who may only read it, and who hands in another one."""
    return {"applicant": people.person(), "viewer": people.person(), "rival": people.person()}


def _closed(**how) -> Scene:
    """Closed with two applications; nobody has opened what was received."""
    found = _consortium()
    call = rounds.open_round(**how)
    own = applications.submitted_application(call, found["applicant"])
    applications.share(own, found["applicant"], found["viewer"], PersonRole.VIEWER)
    applications.submitted_application(call, found["rival"])
    return Scene(rounds.close(call), _first(call), found)


def _screening(**how) -> Scene:
    scene = _closed(**how)
    unsealed = unseal(round_id=scene.round.pk, actor=people.secretary(), now=server_now())
    return replace(scene, round=unsealed, names={"stage": Stage.WRITTEN})


def _seated(**how) -> tuple[Scene, list[Actor]]:
    """Screened, with a panel of five whose last member is recused from the first application."""
    scene = _screening(**how)
    call, first = scene.round, scene.application
    for each in call.applications.all():
        screen(application_id=each.pk, answers=panels.checklist(call), actor=people.secretary(), now=server_now())
    members = panels.panel_of(call, 5)
    for actor in members:
        panels.pledge(call, actor)
        panels.declare(call, actor, **({first.reference: "같은 기관"} if actor is members[-1] else {}))
    relations = {**scene.people, "member": members[0], "recused": members[-1]}
    names = {"label": panels.seat_of(call, members[1]).label, "stage": Stage.PRESENTATION}
    return Scene(Round.objects.with_card().get(pk=call.pk), first, relations, names), members


def _written() -> Scene:
    scene, members = _seated()
    start_review(round_id=scene.round.pk, stage=Stage.WRITTEN, actor=people.secretary(), now=server_now())
    panels.signed_sheet(scene.round, Stage.WRITTEN, scene.application, members[0])
    scene.names["stage"] = Stage.WRITTEN
    return scene


def _presenting() -> tuple[Scene, list[Actor]]:
    scene, members = _seated(written=None)
    start_review(round_id=scene.round.pk, stage=Stage.PRESENTATION, actor=people.secretary(), now=server_now())
    set_timetable(
        review_id=panels.review_of(scene.round, Stage.PRESENTATION).pk,
        slots=decisions.slots(decisions.reviewed(scene.round)),
        actor=people.secretary(),
        now=server_now(),
    )
    decisions.come(scene.round, members)
    return scene, members


def _presentation() -> Scene:
    """The first application is being voted on; nobody has voted."""
    scene, members = _presenting()
    decisions.voting_session(scene.application)
    panels.signed_sheet(scene.round, Stage.PRESENTATION, scene.application, members[0])
    return scene


def _deliberation() -> Scene:
    scene, members = _presenting()
    first, second = decisions.reviewed(scene.round)
    decisions.hold_session(scene.round, first, members[:-1])
    decisions.hold_session(scene.round, second, members)
    decisions.reveal(scene.round)
    decisions.sum_up(scene.round, members[0])
    decisions.prepare(scene.round)
    return scene


def _published() -> Scene:
    scene = _deliberation()
    decisions.publish(scene.round)
    return scene


def _first(call: Round) -> Application:
    return call.applications.order_by("pk")[0]


def _papers(call: Round) -> dict[str, str]:
    """Make every report of the round, as the worker would; gives their numbers by kind."""
    for submission in call.submissions.order_by("pk")[:1]:
        number, now = submission.receipt_no, server_now()
        reports.order(kind="receipt", subject=number, number=number, actor=SYSTEM, now=now)
    numbers = {}
    subjects = [call.reference, *call.submissions.values_list("receipt_no", flat=True)]
    for order in ReportOrder.objects.filter(subject__in=subjects):
        stored = files.store(
            BytesIO(b"%PDF-1.7"), name="a.pdf", content_type="application/pdf", actor=SYSTEM, now=server_now()
        )
        Report.objects.create(order=order, file=stored, content_sha256="0" * 64, pages=1, made_at=server_now())
        numbers[order.kind] = order.number
    return numbers


def _asked() -> Approval:
    """A request of another manager that waits."""
    return request_grant(
        email=people.make_user().email,
        role=Role.SECRETARY,
        agency=Agency.NIA,
        days=30,
        reason="새 간사",
        actor=people.approver(),
        now=server_now(),
    )
