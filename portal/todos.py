"""The house's own lines of a home page."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal import permissions
from portal.registry import Todo, registry
from portal.roles import Actor


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
