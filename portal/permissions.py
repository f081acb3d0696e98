"""Who may see what of the house, and who may do it. Policies of rounds stand in the apps' `permissions`."""

import json
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from portal.actors import actor_for
from portal.display import month_of
from portal.errors import ABSENT, ALLOWED, Answer, Decision, forbidden, not_now
from portal.models import (
    AccessEntry,
    ApiToken,
    Approval,
    AuditEvent,
    LoginSession,
    OutboxMessage,
    ReportOrder,
    RoleGrant,
    User,
)
from portal.registry import registry
from portal.roles import Actor, Role

RECOVER = "factor.recover"


def may_act_gravely(actor: Actor) -> Decision:
    """Asking for a grave act and answering a request need proof, within the last minutes, of who one is."""
    return ALLOWED if actor.is_system or actor.is_fresh else forbidden("proof_needed")


def visible_sessions(actor: Actor) -> QuerySet[LoginSession]:
    """Everybody sees where they themselves are logged in, and nobody else."""
    return LoginSession.objects.filter(user_id=actor.user_id, ended_at__isnull=True)


def may_list_approvals(actor: Actor) -> Decision:
    """The list is for managers, secretaries and the auditor; for others there is no such page."""
    return ALLOWED if actor.runs_rounds or Role.AUDITOR in actor.roles else ABSENT


def visible_approvals(actor: Actor) -> QuerySet[Approval]:
    """Whoever has the list sees every request in it; nobody else sees any."""
    return Approval.objects.all() if may_list_approvals(actor).allowed else Approval.objects.none()


def may_answer(actor: Actor, approval: Approval) -> Decision:
    """The requester may withdraw; a second manager may approve or reject as the act's own policy says."""
    if approval.requested_by_id == actor.user_id:
        return ALLOWED
    if not actor.is_manager:
        return forbidden("not_manager")
    return registry.acts[approval.verb].may_answer(actor, approval)


def may_grant_roles(actor: Actor, subject: str = "") -> Decision:
    """Any manager may ask for a role grant for somebody else; a manager of another agency answers."""
    if not actor.is_manager:
        return forbidden("not_manager")
    return forbidden("own_role") if subject == f"account/{actor.user_id}" else ALLOWED


def may_answer_grant(actor: Actor, approval: Approval) -> Decision:
    """A manager of another agency than the one that asked, and never the person who gets the role.

    Roles say who stands on which side of every two-person act, so no agency fills the other side alone.
    """
    if not actor.is_manager:
        return forbidden("not_manager")
    if json.loads(bytes(approval.payload))["email"] == actor.email:
        return forbidden("own_role")
    return ALLOWED if actor.agency != approval.requested_agency else forbidden("another_agency_needed")


def still_asks(approval: Approval, now: datetime) -> Decision:
    """Before an approved act runs: whoever asked for it is still somebody who may ask for it, for the same agency.

    The state is not judged here: the act itself looks at it.
    """
    user = User.objects.get(pk=approval.requested_by_id)
    actor = actor_for(user, now=now)
    if not user.is_active or actor.agency != approval.requested_agency:
        return not_now("requester_left")
    asks = registry.acts[approval.verb].may_request(actor, approval.subject)
    return not_now("requester_left") if asks.answer in {Answer.ABSENT, Answer.FORBIDDEN} else ALLOWED


def may_request_recovery(actor: Actor, subject: str = "") -> Decision:
    """Any manager may ask to remove a lost second factor, but never for their own account."""
    if not actor.is_manager:
        return forbidden("not_manager")
    return forbidden("own_account") if subject == f"account/{actor.user_id}" else ALLOWED


def may_answer_recovery(actor: Actor, approval: Approval) -> Decision:
    """A manager of the other agency, who is not the one it is about."""
    allowed = may_request_recovery(actor, approval.subject)
    if allowed.allowed and actor.agency == approval.requested_agency:
        return forbidden("other_agency_answers")
    return allowed


def may_list_grants(actor: Actor) -> Decision:
    """Who holds which role is known to those who run rounds and to the auditor; for others there is no such page."""
    return ALLOWED if actor.runs_rounds or Role.AUDITOR in actor.roles else ABSENT


def visible_grants(actor: Actor) -> QuerySet[RoleGrant]:
    """The rows of the list, for those who have it."""
    return RoleGrant.objects.all() if may_list_grants(actor).allowed else RoleGrant.objects.none()


def may_list_reports(actor: Actor) -> Decision:
    """The list of reports is for those who run rounds and for the auditor; for others there is no such page."""
    return ALLOWED if actor.runs_rounds or Role.AUDITOR in actor.roles else ABSENT


def visible_report_orders(actor: Actor) -> QuerySet[ReportOrder]:
    """Of the reports that are due, those whose file this actor may open, by each kind's own policy.

    So no row tells of a report that is sealed, and none leads to a refusal. Others reach a report by its own page.
    """
    if not may_list_reports(actor).allowed:
        return ReportOrder.objects.none()
    opened = (Q(kind=kind.kind) & kind.opens(actor) for kind in registry.reports.values())
    return ReportOrder.objects.filter(reduce(or_, opened, Q(pk__in=())))


def may_open_report(actor: Actor, order: ReportOrder) -> Decision:
    """A report's file follows the policy of the object that it tells of."""
    kind = registry.reports.get(order.kind)
    return kind.may_see(actor, order) if kind else ABSENT


def visible_work(actor: Actor) -> QuerySet[OutboxMessage]:
    """What the worker was asked to do: for staff, who start it again when it has failed."""
    return OutboxMessage.objects.all() if actor.runs_rounds else OutboxMessage.objects.none()


def may_retry_report(actor: Actor) -> Decision:
    """Whoever runs rounds may start a failed report, mail or other work again."""
    return ALLOWED if actor.runs_rounds else forbidden("not_staff")


def answerable(actor: Actor) -> Q:
    """Requests that another agency made, for a manager's to-do list: every act needs a second agency."""
    return ~Q(requested_by_id=actor.user_id) & ~Q(requested_agency=actor.agency)


def visible_tokens(actor: Actor) -> QuerySet[ApiToken]:
    """One's own tokens; nobody sees another person's."""
    if not actor.is_known:
        return ApiToken.objects.none()
    return ApiToken.objects.filter(user_id=actor.user_id)


def may_hold_tokens(actor: Actor) -> Decision:
    """Whoever has an account; a token reaches no further than its person."""
    return ALLOWED if actor.is_known else forbidden("login_needed")


def may_audit(actor: Actor) -> Decision:
    """The records of acts and of readings are the auditor's; for others there is no such page."""
    return ALLOWED if Role.AUDITOR in actor.roles else ABSENT


def visible_audit_events(actor: Actor) -> QuerySet[AuditEvent]:
    """Every act at once, without its sealed data, for the auditor."""
    return AuditEvent.objects.all() if may_audit(actor).allowed else AuditEvent.objects.none()


def visible_access_entries(actor: Actor) -> QuerySet[AccessEntry]:
    """Every reading and every refused attempt, for the auditor."""
    return AccessEntry.objects.all() if may_audit(actor).allowed else AccessEntry.objects.none()


def may_sign_month(actor: Actor, month: str, now: datetime) -> Decision:
    """A month of the access log is signed once it is over, by an auditor: nobody who runs rounds signs for it.

    `month` is "2026-02" in Korean time.
    """
    if not may_audit(actor).allowed:
        return ABSENT
    return ALLOWED if month < month_of(now) else not_now("month_not_over")
