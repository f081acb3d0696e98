"""Page-shaped reads of the house; they get scoped querysets and add what the page shows."""

import json
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, When

from portal import reports, wording
from portal.errors import Decision
from portal.models import Approval, LoginSession, Mail, OutboxMessage, ReportOrder, RoleGrant
from portal.registry import registry
from portal.roles import Actor, Role
from portal.rules.approvals import Verdict


def approval_list(scoped: QuerySet[Approval], *, actor: Actor, now: datetime) -> dict[str, Any]:
    """Requests that wait and the last hundred that ended, each with its act's label."""
    listed = list(scoped.select_related("requested_by", "answer__answered_by").order_by("-requested_at", "-pk")[:100])
    for approval in listed:
        act = registry.acts[approval.verb]
        approval.label, approval.about = act.label, act.about(approval.subject)
        approval.is_own = approval.requested_by_id == actor.user_id
        approval.is_waiting = not hasattr(approval, "answer") and approval.expires_at > now
    return {
        "waiting": [approval for approval in listed if approval.is_waiting],
        "ended": [approval for approval in listed if not approval.is_waiting],
    }


def approval_page(approval: Approval, may_answer: Decision, *, actor: Actor, now: datetime) -> dict[str, Any]:
    """One request: what will change in the act's own words, and why this actor cannot answer it."""
    act = registry.acts[approval.verb]
    changes = act.describe(json.loads(bytes(approval.payload)))
    approval.is_waiting = not hasattr(approval, "answer") and approval.expires_at > now
    return {
        "approval": approval,
        "act": act,
        "about": act.about(approval.subject),
        "changes": changes,
        "has_before": any(before for _, before, _ in changes),
        "is_own": approval.requested_by_id == actor.user_id,
        "why_not": "" if may_answer.allowed else wording.refusal(may_answer.code),
        "subject_url": act.url(approval.subject),
        "whole": (act.whole[0], act.whole[1](approval.subject)) if act.whole and _stands(approval) else None,
    }


def _stands(approval: Approval) -> bool:
    """Whether what was asked for is what there is: it waits, or it was approved."""
    return approval.is_waiting or (hasattr(approval, "answer") and approval.answer.verdict == Verdict.APPROVED)


def role_words(actor: Actor) -> list[str]:
    """The actor's roles as people say them."""
    return [str(wording.ROLE[role]) for role in Role if role in actor.roles]


def running_grants(scoped: QuerySet[RoleGrant], *, now: datetime, page: str | None) -> Page:
    """Roles that are held now, by agency and name; each with the words of its role."""
    running = scoped.filter(starts_at__lte=now, ends_at__gt=now).select_related("user", "approval__requested_by")
    return Paginator(running.order_by("agency", "user__name", "role", "pk"), REPORT_ROWS).get_page(page)


def session_list(scoped: QuerySet[LoginSession], *, current: str, since: datetime) -> list[LoginSession]:
    """Sessions used since then, the one that asks first, then by last use."""
    listed = list(scoped.filter(last_used_at__gt=since).order_by("-last_used_at", "-pk")[:REPORT_ROWS])
    for session in listed:
        session.is_current = session.reference == current
    return sorted(listed, key=lambda session: not session.is_current)


REPORT_ROWS = 50


def report_list(scoped: QuerySet[ReportOrder], *, state: str, page: str | None) -> dict[str, Any]:
    """One page of reports with their state, newest first, and how many have failed; three statements."""
    failed = OutboxMessage.objects.filter(topic=reports.TOPIC, object_id=OuterRef("pk"), failed_at__isnull=False)
    listed = scoped.alias(has_failed=Exists(failed))
    narrowed = {
        "failed": listed.filter(report__isnull=True, has_failed=True),
        "waiting": listed.filter(report__isnull=True, has_failed=False),
        "done": listed.filter(report__isnull=False),
    }.get(state, listed)
    counts = listed.aggregate(
        failed=Count("pk", filter=Q(report__isnull=True, has_failed=True)),
        waiting=Count("pk", filter=Q(report__isnull=True, has_failed=False)),
        done=Count("pk", filter=Q(report__isnull=False)),
    )
    paginator = Paginator(narrowed.order_by("-ordered_at", "-pk").values_list("pk", flat=True), REPORT_ROWS)
    # Counted with the others, in one statement.
    paginator.count = counts[state] if state else sum(counts.values())
    shown = paginator.get_page(page)
    states = reports.states(scoped.filter(pk__in=shown.object_list))
    for each in states:
        kind = registry.reports.get(each.order.kind)
        each.order.label = kind.label if kind else each.order.kind
    return {
        "page": shown,
        "states": states,
        "failed": counts["failed"],
    }


def failing_work(scoped: QuerySet[OutboxMessage]) -> dict[str, Any]:
    """Work other than reports that has failed or is being tried again, what has failed first; one statement."""
    failing = scoped.filter(done_at__isnull=True).exclude(topic=reports.TOPIC).exclude(error="", failed_at=None)
    reader = Case(When(topic="mail", then=Subquery(Mail.objects.filter(pk=OuterRef("object_id")).values("to"))))
    newest = failing.order_by(F("failed_at").desc(nulls_last=True), "-pk")
    listed = list(newest.annotate(reader=reader)[:REPORT_ROWS])
    for each in listed:
        topic = registry.topics.get(each.topic)
        each.label = topic.label if topic and topic.label else each.topic
    return {"work": listed, "work_failed": any(each.failed_at for each in listed)}


def sealed_reports(actor: Actor) -> dict[str, Any]:
    """What the list says of reports that are sealed for this actor, by round, and how many of them have failed."""
    sealed = [each for source in registry.sealed_reports for each in source(actor)]
    return {"sealed": sealed, "sealed_failed": sum(each.failed for each in sealed)}


def report_order(number: str) -> ReportOrder | None:
    """The order of this document number, with its file when the report is made."""
    return ReportOrder.objects.select_related("report__file").filter(number=number).first()
