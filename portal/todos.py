"""The house's own lines of a home page."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal import permissions
from portal.access_queries import unsigned_months
from portal.display import KST
from portal.registry import Todo, registry
from portal.roles import Actor

# Until this day of the next month a month of the access log is to be signed.
DUE_DAY = 10


def work_that_failed(actor: Actor, now: datetime) -> Sequence[Todo]:
    """One line for staff while mails, reports or other work have failed for good."""
    failed = permissions.visible_work(actor).filter(failed_at__isnull=False, done_at__isnull=True).count()
    if not failed:
        return []
    what = ngettext("%(count)s piece of work has failed", "%(count)s pieces of work have failed", failed)
    return [
        Todo(
            what=what % {"count": failed},
            why=_("Mails, receipts or reports did not go out. Read the error and start them again."),
            url=reverse("reports"),
            group=_("Failed"),
            state="late",
        )
    ]


def approvals_to_answer(actor: Actor, now: datetime) -> Sequence[Todo]:
    """Requests of others that wait for this manager."""
    if not actor.is_manager:
        return []
    waiting = (
        permissions.visible_approvals(actor)
        .filter(permissions.answerable(actor), answer__isnull=True, expires_at__gt=now)
        .order_by("expires_at", "pk")[:20]
    )
    return [
        Todo(
            what=registry.acts[approval.verb].label,
            why=registry.acts[approval.verb].about(approval.subject),
            until=approval.expires_at,
            url=reverse("approval", args=[approval.reference]),
            group=_("Waiting for a second person"),
        )
        for approval in waiting
    ]


def months_to_sign(actor: Actor, now: datetime) -> Sequence[Todo]:
    """One line for auditors while a month of the access log that is over is not signed; due until the tenth."""
    waiting = (
        unsigned_months(permissions.visible_access_entries(actor), now=now)
        if permissions.may_audit(actor).allowed
        else 0
    )
    if not waiting:
        return []
    what = ngettext("%(count)s month of the access log to sign", "%(count)s months of the access log to sign", waiting)
    return [
        Todo(
            what=what % {"count": waiting},
            why=_("The access log is looked through at least once a month, and signed."),
            url=reverse("access_months"),
            until=now.astimezone(KST).replace(day=DUE_DAY, hour=18, minute=0, second=0, microsecond=0),
            group=_("Audit"),
        )
    ]
