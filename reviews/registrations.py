"""What panels bring to the house's registry."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from applications.models import Application, Round
from portal.errors import Absent
from portal.models import StoredFile, User
from portal.registry import GraveAct, MenuEntry, ReportKind, Todo, registry
from portal.roles import Actor
from portal.wording import REFUSAL
from reviews import permissions, queries, wording
from reviews.actions import export_evidence, further_sitting, lots, panel_change, publish, reveal, shortlist
from reviews.lifecycle import Stage
from reviews.permissions import EXPORT, matrix
from reviews.queries.evidence import EVIDENCE
from reviews.reports import decision, evaluation_report
from reviews.rules import card_check

REFUSAL |= wording.REFUSAL
registry.audit_verbs |= wording.AUDIT_VERB
registry.gates |= {
    *("round.start_written", "round.skip_written", "sheet.sign", "ballot.cast", "review.close", "review.reveal"),
    *("review.reopen", "round.shortlist", "lot.confirm", "decision.prepare", "decision.publish", EXPORT),
}
registry.public_links.add("decision.publish")
registry.evidence += EVIDENCE
registry.scopes |= {
    "reviews:read": _("Read own assignments, sheets and receipts as a panel member"),
    "reviews:write": _("Pledge, declare interests and draft sheets as a panel member"),
    "reviews:sign": _("Sign sheets and opinions and cast ballots as a panel member"),
    "panels:read": _("Read panels and the progress of reviews and meetings"),
    "panels:write": _("Run panels, reviews and meetings, and prepare decisions"),
}
registry.matrix |= matrix.ROWS
registry.unattended |= matrix.UNATTENDED
registry.public |= {"decisions", "decision", "decision_pdf"}
registry.impersonal |= {"panels", "what_if", "sign_pledges", "sheet_receipt", "result"}
registry.second_factor_for.append(permissions.has_seat)
registry.readiness_checks.append(card_check.problems)


def _chain(subject: str) -> str:
    return f"round/{subject.split('/', maxsplit=1)[0]}"


registry.acts[permissions.PANEL_CHANGE] = GraveAct(
    verb=permissions.PANEL_CHANGE,
    label=_("Change the panel"),
    may_request=permissions.may_request_panel_change,
    may_answer=permissions.may_answer_panel_change,
    perform=panel_change.perform_panel_change,
    describe=panel_change.describe_panel_change,
    url=lambda subject: reverse("panel", args=[subject]),
    chain=_chain,
)
registry.acts[permissions.REVEAL] = GraveAct(
    verb=permissions.REVEAL,
    label=_("Reveal a review"),
    may_request=permissions.may_request_reveal,
    may_answer=permissions.may_answer_reveal,
    perform=reveal.perform_reveal,
    describe=reveal.describe_reveal,
    url=lambda subject: reverse("progress", args=subject.split("/")),
    chain=_chain,
)
registry.acts[permissions.SHORTLIST] = GraveAct(
    verb=permissions.SHORTLIST,
    label=_("Confirm the short list"),
    may_request=permissions.may_request_shortlist,
    may_answer=permissions.may_answer_reveal,
    perform=shortlist.perform_shortlist,
    describe=shortlist.describe_shortlist,
    url=lambda subject: reverse("shortlist", args=[subject]),
    chain=_chain,
)
registry.acts[permissions.LOTS] = GraveAct(
    verb=permissions.LOTS,
    label=_("Confirm the lots drawn"),
    may_request=permissions.may_request_lots,
    may_answer=permissions.may_answer_decision,
    perform=lots.confirm_lots,
    describe=lots.describe_lots,
    url=lambda subject: reverse(
        "shortlist" if subject.endswith(f"/{Stage.WRITTEN}") else "results", args=[subject.split("/")[0]]
    ),
    chain=_chain,
)
registry.acts[permissions.REOPEN] = GraveAct(
    verb=permissions.REOPEN,
    label=_("Reopen a review for a further session"),
    may_request=permissions.may_request_reopening,
    may_answer=permissions.may_answer_decision,
    perform=further_sitting.reopen_review,
    describe=further_sitting.describe_reopening,
    url=lambda subject: reverse("progress", args=subject.split("/")),
    chain=_chain,
)
registry.acts[permissions.PUBLISH] = GraveAct(
    verb=permissions.PUBLISH,
    label=_("Confirm and publish the decision"),
    may_request=permissions.may_request_publication,
    may_answer=permissions.may_answer_decision,
    perform=publish.publish_decision,
    describe=publish.describe_publication,
    url=lambda subject: reverse("decision_desk", args=[subject]),
    chain=_chain,
)
registry.acts[EXPORT] = GraveAct(
    verb=EXPORT,
    label=_("Let the sealed evidence out"),
    may_request=permissions.may_request_export,
    may_answer=permissions.may_answer_export,
    perform=export_evidence.allow_export,
    describe=export_evidence.describe_export,
    url=lambda subject: reverse("export_evidence", args=[subject]),
    chain=_chain,
)
registry.reports["decision"] = ReportKind(
    kind="decision",
    label=_("Decision (public)"),
    build=decision.build,
    may_see=decision.may_see,
    opens=permissions.opened_decision_reports,
    file_name=decision.file_name,
)
registry.reports["evaluation_report"] = ReportKind(
    kind="evaluation_report",
    label=_("Evaluation report (internal)"),
    build=evaluation_report.build,
    may_see=evaluation_report.may_see,
    opens=permissions.opened_evaluation_reports,
    file_name=evaluation_report.file_name,
)


def _own_result(actor: Actor, round_: Round, now: datetime) -> list[Todo]:
    return queries.own_result_link(permissions.visible_own_results(actor), round_) if actor.is_known else []


def _panel_duties(actor: Actor, now: datetime) -> list[Todo]:
    return queries.member_todos(permissions.visible_seats(actor)) if not actor.roles and actor.is_known else []


def _member_holds_no_role(user: User) -> str | None:
    return "member_holds_no_role" if queries.holds_seat(user) else None


def _on_the_desk(actor: Actor, file: StoredFile) -> bool:
    """A member's file while sheets on its application are written: what may be opened is asked of the same policy."""
    filed = Application.objects.filter(documents__file=file).first()
    if filed is None or not actor.is_known:
        return False
    for stage in Stage:
        try:
            at = permissions.place(actor, stage, round_id=filed.round_id, application_id=filed.pk)
        except Absent:
            continue
        if permissions.may_open_documents(at).allowed:
            return True
    return False


registry.file_doors.append(_on_the_desk)
registry.role_obstacles.append(_member_holds_no_role)
registry.join_obstacles.append(queries.holds_seat)
registry.relations["seat"] = permissions.seats_of


def _sits(actor: Actor) -> bool:
    return actor.is_known and not actor.roles and "seat" in actor.relations


def _watched(actor: Actor, now: datetime) -> list[Todo]:
    """Results that the auditor reads; those who run rounds come to them from the desk."""
    return [] if actor.runs_rounds else queries.results_to_read(permissions.visible_results(actor))


registry.menu += [
    MenuEntry(
        _("Results"),
        "decisions",
        15,
        lambda actor: True,  # noqa: ARG005
        prefix="/results/",
        pages=frozenset({"decision"}),
    ),
    MenuEntry(_("Review"), "panels", 16, _sits, prefix="/panel/"),
]
registry.desk_links += [queries.what_if_link, queries.panel_links, queries.decision_links, queries.evidence_links]
registry.round_links += [queries.published_link, _own_result]
registry.todos += [_panel_duties, queries.votes_to_cast, _watched]
