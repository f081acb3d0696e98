"""Applications in every state up to 제출, each reached by the real moves; people and organisations are aliases."""

import secrets
from io import BytesIO
from typing import Any

from applications.actions.add_document import add_document
from applications.actions.save_section import save_section
from applications.actions.share_application import share_application
from applications.actions.start_application import start_application
from applications.actions.submit import submit_application
from applications.actions.withdraw import withdraw_application
from applications.models import Application, ApplicationPerson, Document, Round, Submission
from applications.rules import file_facts
from applications.rules.consortium import PersonRole
from portal.clusters import server_now
from portal.roles import Actor
from tests.factories import papers, plans
from tests.factories.people import person


def draft_application(round_: Round, actor: Actor | None = None, *, team_name: str = "가람 컨소시엄") -> Application:
    """A draft that has nothing but its team's name; without an actor, of somebody new."""
    return start_application(round_id=round_.pk, team_name=team_name, actor=actor or person(), now=server_now())


def complete_application(
    round_: Round, actor: Actor | None = None, *, team_name: str = "가람 컨소시엄", **team: Any
) -> Application:
    """A draft in which nothing is missing: every section saved, every required document filed."""
    actor = actor or person()
    application = draft_application(round_, actor, team_name=team_name)
    for section, content in plans.sections(team_name=team_name, **team).items():
        saved = save_section(
            application_id=application.pk,
            section=section,
            content=content,
            version=application.version,
            actor=actor,
            now=server_now(),
        )
        application.version = saved.version
    for wanted in round_.card.read().documents:
        if wanted.required:
            file_document(application, actor, wanted.code, papers.small_pdf(f"{team_name} {wanted.code}"))
    return Application.objects.get(pk=application.pk)


def file_document(application: Application, actor: Actor, kind: str, content: bytes, name: str = "") -> Document:
    """File these bytes as a document of the draft."""
    stream = BytesIO(content)
    facts = file_facts.read(stream, name or f"{kind}.pdf")
    return add_document(
        application_id=application.pk, kind=kind, content=stream, facts=facts, actor=actor, now=server_now()
    )


def share(application: Application, actor: Actor, other: Actor, role: PersonRole) -> ApplicationPerson | None:
    """Let another person open the application."""
    return share_application(application_id=application.pk, email=other.email, role=role, actor=actor, now=server_now())


def submit(application: Application, actor: Actor) -> Submission:
    """Hand a complete draft in, or in again."""
    made = submit_application(
        application_id=application.pk,
        actor=actor,
        idempotency_key=secrets.token_hex(8),
        declared=True,
        now=server_now(),
    )
    assert isinstance(made, Submission)
    return made


def submitted_application(
    round_: Round, actor: Actor | None = None, *, team_name: str = "가람 컨소시엄", **team: Any
) -> Application:
    """Submitted once; its submission is `.submissions.get()`."""
    actor = actor or person()
    application = complete_application(round_, actor, team_name=team_name, **team)
    submit(application, actor)
    return Application.objects.get(pk=application.pk)


def withdrawn_application(round_: Round, actor: Actor | None = None) -> Application:
    """Submitted and taken back."""
    actor = actor or person()
    application = submitted_application(round_, actor)
    withdraw_application(application_id=application.pk, reason="", actor=actor, now=server_now())
    return Application.objects.get(pk=application.pk)
