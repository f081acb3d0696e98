"""Page-shaped reads of the house; they get scoped querysets and add what the page shows."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from portal.models import Approval
from portal.registry import registry
from portal.roles import Actor


def approval_list(scoped: QuerySet[Approval], *, actor: Actor, now: datetime) -> dict[str, Any]:
    """Requests that wait and the last hundred that ended, each with its act's label."""
    listed = list(scoped.select_related("requested_by", "answer__answered_by").order_by("-requested_at", "-pk")[:100])
    for approval in listed:
        approval.label = registry.acts[approval.verb].label
        approval.is_own = approval.requested_by_id == actor.user_id
        approval.is_waiting = not hasattr(approval, "answer") and approval.expires_at > now
    return {
        "waiting": [approval for approval in listed if approval.is_waiting],
        "ended": [approval for approval in listed if not approval.is_waiting],
    }
