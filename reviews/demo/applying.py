"""The applicants' part: drafts, papers, 제출."""

from io import BytesIO

from applications.actions.add_document import add_document
from applications.actions.save_section import save_section
from applications.actions.share_application import share_application
from applications.actions.start_application import start_application
from applications.actions.submit import submit_application
from applications.models import Application, Document, Submission
from applications.rules import file_facts
from applications.rules.consortium import PersonRole
from portal.clusters import server_now
from reviews.demo import papers, plans
from reviews.demo.cast import CONSORTIA, Consortium
from reviews.demo.scene import ADDITIONAL, the_round, until, who

# The hour at which each consortium hands in, the later one close to the deadline.
SUBMITS_AT = {"가람 정예팀": "2026-02-11 10:24", "나래 정예팀": "2026-02-12 15:37"}


def apply_all() -> None:
    """Both consortia draft, file their papers and submit."""
    submitted = set(Submission.objects.filter(round=the_round()).values_list("application__team_name", flat=True))
    for consortium in CONSORTIA:
        if consortium.team not in submitted:
            application = draft(consortium, ADDITIONAL)
            file_papers(application, consortium)
            until(SUBMITS_AT[consortium.team])
            submit_application(
                application_id=application.pk,
                actor=who(consortium.lead),
                idempotency_key=f"demo-{application.reference}",
                declared=True,
                now=server_now(),
            )


def draft(consortium: Consortium, reference: str, *, sections: int | None = None) -> Application:
    """A draft with its people and the first so many sections of its plan (all, unless told)."""
    actor, round_ = who(consortium.lead), the_round(reference)
    application = start_application(round_id=round_.pk, team_name=consortium.team, actor=actor, now=server_now())
    for email, role in consortium.people.items():
        share_application(
            application_id=application.pk, email=email, role=PersonRole(role), actor=actor, now=server_now()
        )
    plan = plans.sections(consortium, first_number=1 + 100 * CONSORTIA.index(consortium))
    for section, content in list(plan.items())[:sections]:
        saved = save_section(
            application_id=application.pk,
            section=section,
            content=content,
            version=Application.objects.values_list("version", flat=True).get(pk=application.pk),
            actor=actor,
            now=server_now(),
        )
        if not isinstance(saved, Application):
            raise TypeError("the demo's draft was edited by somebody else")
    return Application.objects.get(pk=application.pk)


def file_papers(application: Application, consortium: Consortium) -> None:
    """One PDF for each required document; what is there already stays."""
    there = set(Document.objects.filter(application=application).values_list("kind", flat=True))
    for wanted in application.round.card.read().documents:
        if wanted.required and wanted.code not in there:
            now = server_now()
            if wanted.code == "proposal":
                content = papers.proposal(consortium, created=now)
            else:
                content = papers.short_paper(consortium, wanted.name.ko, created=now)
            stream = BytesIO(content)
            facts = file_facts.read(stream, f"{consortium.team} {wanted.name.ko}.pdf")
            add_document(
                application_id=application.pk,
                kind=wanted.code,
                content=stream,
                facts=facts,
                actor=who(consortium.lead),
                now=now,
            )
