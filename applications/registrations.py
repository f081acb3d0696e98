"""What the call brings to the house's registry."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from applications import notices, permissions, queries, wording
from applications.actions.cancel_round import cancel_approved_round
from applications.actions.open_round import open_approved_round
from applications.models import ApplicationPerson, Document, Round
from applications.permissions import matrix
from applications.queries.evidence import EVIDENCE, evidence_files
from applications.reports import receipt, rule_card
from portal.models import StoredFile, User
from portal.registry import GraveAct, MenuEntry, ReportKind, SealedReports, StaffPage, Todo, Topic, registry
from portal.roles import Actor
from portal.wording import REFUSAL

REFUSAL |= wording.REFUSAL
registry.audit_verbs |= wording.AUDIT_VERB
registry.gates |= {"round.open", "round.start", "submit", "withdraw", "round.close", "round.unseal", "round.cancel"}
# What they say is public by then: the rule card and the deadline, how many applications there were.
registry.public_links |= {"round.open", "round.unseal"}
registry.evidence += EVIDENCE
registry.evidence_files.append(evidence_files)
registry.scopes |= {
    "applications:read": _("Read own applications and receipts"),
    "applications:write": _("Begin, fill in and share own applications"),
    "applications:submit": _("Submit and withdraw own applications"),
    "rounds:read": _("Read the desk of rounds and what was received"),
    "rounds:write": _("Run rounds: create, unseal, screen"),
}
registry.matrix |= matrix.ROWS
registry.unattended |= matrix.UNATTENDED
registry.public |= {"rounds", "round", "rule_card", "rule_card_pdf"}
# Cards and settings of rounds, and what only the applicant's own people can open.
registry.impersonal |= {
    *(
        "desk",
        "round_desk",
        "create_round",
        "edit_round",
        "edit_section",
        "clone_round",
        "compare_cards",
        "request_opening",
    ),
    *("start_application", "applications", "application", "documents", "document", "share", "submit", "withdraw"),
    *("team", "researchers", "goals", "method", "schedule", "resources", "ecosystem", "receipt", "receipt_pdf"),
    *(
        "api-desk",
        "api-desk-round",
        "api-edit-section",
        "api-applications",
        "api-application",
        "api-people",
        "api-documents",
    ),
    *("api-document", "api-receipt"),
}


def _round_chain(subject: str) -> str:
    return f"round/{subject}"


def _desk(subject: str) -> str:
    return reverse("round_desk", args=[subject])


def _has_desk(actor: Actor) -> bool:
    return permissions.may_list_desk(actor).allowed


def _whole_card(subject: str) -> str:
    return reverse("rule_card", args=[subject])


def _staff_rounds(actor: Actor, now: datetime) -> list[Todo]:
    return queries.rounds_to_do(permissions.visible_desk_rounds(actor), actor, now) if _has_desk(actor) else []


def _own_drafts(actor: Actor, now: datetime) -> list[Todo]:
    return queries.applications_to_do(permissions.own_applications(actor), now) if actor.is_known else []


def _own_in_round(actor: Actor, round_: Round, now: datetime) -> list[Todo]:
    return queries.round_links(permissions.own_applications(actor), round_) if actor.is_known else []


def _applicant_holds_no_role(user: User) -> str | None:
    return "applicant_holds_no_role" if queries.takes_part(user) else None


def _filed(actor: Actor, file: StoredFile) -> bool:
    """One's own file, or for staff one of what was handed in, once it is unsealed."""
    received = Document.objects.filter(file=file, application__in=permissions.visible_received_applications(actor))
    return permissions.own_documents(actor).filter(file=file).exists() or received.exists()


registry.file_doors.append(_filed)
registry.role_obstacles.append(_applicant_holds_no_role)
registry.todos += [_staff_rounds, _own_drafts]
registry.round_links.append(_own_in_round)
registry.desk_links.append(queries.card_links)


def _applies(actor: Actor) -> bool:
    """Whoever applies or may still do so: a panel member only with an application of another round."""
    return actor.is_known and not actor.roles and ("application" in actor.relations or "seat" not in actor.relations)


def _sealed_receipts(actor: Actor) -> list[SealedReports]:
    return queries.sealed_receipts(permissions.visible_sealed_rounds(actor)) if actor.runs_rounds else []


registry.relations["application"] = lambda user_id: ApplicationPerson.objects.filter(user=user_id)
registry.sealed_reports.append(_sealed_receipts)
registry.staff_pages.insert(0, StaffPage(_("Rounds"), "desk", permissions.may_list_desk))
registry.menu += [
    MenuEntry(_("Calls"), "rounds", 10, lambda actor: True, prefix="/rounds/"),  # noqa: ARG005
    MenuEntry(_("My applications"), "applications", 15, _applies, prefix="/applications/"),
    MenuEntry(_("Desk"), "desk", 20, _has_desk, prefix="/desk/", pages=frozenset({"roles", "request_grant"})),
]
registry.acts["round.open"] = GraveAct(
    verb="round.open",
    label=_("Open the round"),
    may_request=permissions.may_request_opening,
    may_answer=permissions.may_answer_round_act,
    perform=open_approved_round,
    describe=rule_card.describe_opening,
    url=_desk,
    chain=_round_chain,
    whole=(_("Read the whole rule card"), _whole_card),
)
registry.acts["round.cancel"] = GraveAct(
    verb="round.cancel",
    label=_("Cancel the round"),
    may_request=permissions.may_request_cancelling,
    may_answer=permissions.may_answer_round_act,
    perform=cancel_approved_round,
    describe=rule_card.describe_cancelling,
    url=_desk,
    chain=_round_chain,
)
registry.reports["rule_card"] = ReportKind(
    kind="rule_card",
    label=_("Rule card"),
    build=rule_card.build,
    may_see=permissions.may_see_rule_card,
    opens=permissions.opened_rule_cards,
    file_name=rule_card.file_name,
)
registry.reports["receipt"] = ReportKind(
    kind="receipt",
    label=_("Receipt"),
    build=receipt.build,
    may_see=permissions.may_see_receipt,
    opens=permissions.opened_receipts,
    file_name=receipt.file_name,
)
registry.topics |= {
    "receipt": Topic("receipt", notices.receipt, _("Receipt")),
    "withdrawal": Topic("withdrawal", notices.withdrawal, _("Withdrawal")),
}
