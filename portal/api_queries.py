"""What the API of the house reads, and how it is written as JSON; rows come scoped by `permissions`."""

import json
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, QuerySet

from portal import reports
from portal.actors import PortalNow
from portal.audit import timestamp
from portal.models import ApiToken, Approval, OutboxMessage, ReportOrder, RoleGrant


def living_token(sha256: str) -> ApiToken | None:
    """The token of this hash with its person, unless it was revoked or has ended by the deciding clock."""
    living = ApiToken.objects.filter(sha256=sha256, revoked_at__isnull=True, expires_at__gt=PortalNow())
    return living.filter(user__is_active=True).select_related("user").first()


def is_backed(token: ApiToken) -> bool:
    """Whether its person had a second factor when the token was made, and still has it."""
    return Authenticator.objects.filter(user_id=token.user_id, created_at__lte=token.created_at).exists()


def token_list(scoped: QuerySet[ApiToken], *, now: datetime) -> list[ApiToken]:
    """Own tokens, the newest first, with `has_ended`; the last hundred."""
    listed = list(scoped.order_by("-created_at", "-pk")[:100])
    for token in listed:
        token.has_ended = token.expires_at <= now
    return listed


def token_body(token: ApiToken) -> dict[str, Any]:
    """A token, without its secret."""
    return {
        "reference": token.reference,
        "name": token.name,
        "scopes": token.scopes,
        "created_at": timestamp(token.created_at),
        "expires_at": timestamp(token.expires_at),
        "last_used_at": moment(token.last_used_at),
        "revoked_at": moment(token.revoked_at),
    }


def with_answer(scoped: QuerySet[Approval]) -> QuerySet[Approval]:
    """Requests with who asked and how they were answered, in one statement."""
    return scoped.select_related("requested_by", "answer")


def approval_body(approval: Approval) -> dict[str, Any]:
    """A request of `with_answer`."""
    answer = getattr(approval, "answer", None)
    return {
        "reference": approval.reference,
        "verb": approval.verb,
        "subject": approval.subject,
        "reason": approval.reason,
        "payload_sha256": approval.payload_sha256,
        "requested_by": approval.requested_by.name,
        "requested_agency": approval.requested_agency,
        "requested_at": timestamp(approval.requested_at),
        "expires_at": timestamp(approval.expires_at),
        "verdict": answer and answer.verdict,
        "answered_at": answer and timestamp(answer.answered_at),
    }


def approval_detail_body(approval: Approval) -> dict[str, Any]:
    """The same with what will be done."""
    return approval_body(approval) | {"payload": json.loads(bytes(approval.payload))}


def grant_body(grant: RoleGrant) -> dict[str, Any]:
    """A role that somebody holds; the grant comes with its user."""
    return {
        "name": grant.user.name,
        "email": grant.user.email,
        "role": grant.role,
        "agency": grant.agency,
        "starts_at": timestamp(grant.starts_at),
        "ends_at": timestamp(grant.ends_at),
    }


def running(scoped: QuerySet[RoleGrant], now: datetime) -> QuerySet[RoleGrant]:
    """Roles that are held now, with who holds them."""
    return scoped.filter(starts_at__lte=now, ends_at__gt=now).select_related("user")


def with_state(scoped: QuerySet[ReportOrder]) -> QuerySet[ReportOrder]:
    """Reports with what became of them."""
    failed = OutboxMessage.objects.filter(topic=reports.TOPIC, object_id=OuterRef("pk"), failed_at__isnull=False)
    return scoped.select_related("report").annotate(has_failed=Exists(failed))


def report_body(order: ReportOrder) -> dict[str, Any]:
    """A report of `with_state`."""
    is_done = hasattr(order, "report")
    return {
        "number": order.number,
        "kind": order.kind,
        "subject": order.subject,
        "ordered_at": timestamp(order.ordered_at),
        "state": "done" if is_done else ("failed" if order.has_failed else "waiting"),
    }


def moment(at: datetime | None) -> str | None:
    """A time as documents write it, or nothing."""
    return timestamp(at) if at else None
