"""Two people for grave acts: ask, then approve, reject or withdraw. The act runs the approved bytes."""

import json
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from portal import audit, permissions
from portal.canonical import canonical, sha256_hex
from portal.errors import NotNow, require
from portal.models import Approval, ApprovalAnswer
from portal.registry import registry
from portal.roles import Actor
from portal.rules.approvals import LIFETIME, Verdict, problem_with_answer

# Without 0, 1, I and O: references are read out on the telephone.
_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


@transaction.atomic
def request_approval(
    *, verb: str, subject: str, payload: Mapping[str, Any], reason: str, actor: Actor, now: datetime
) -> Approval:
    """Ask a second person for exactly this act.

    `payload` is JSON and is what `perform` will get. Raises NotPermitted, or NotNow when the act is not possible
    in the present state or the same request is waiting already.
    """
    act = registry.acts[verb]
    require(act.may_request(actor, subject))
    require(permissions.may_act_gravely(actor))
    waiting = Approval.objects.filter(verb=verb, subject=subject, answer__isnull=True, expires_at__gt=now)
    if waiting.exists():
        raise NotNow("approval_waiting")
    data = canonical(dict(payload))
    approval = Approval.objects.create(
        reference="".join(secrets.choice(_ALPHABET) for _ in range(8)),
        verb=verb,
        subject=subject,
        payload=data,
        payload_sha256=sha256_hex(data),
        reason=reason,
        requested_by_id=actor.user_id,
        requested_agency=actor.agency,
        requested_at=now,
        expires_at=now + LIFETIME,
    )
    audit.record(
        actor=actor,
        verb=f"{verb}.requested",
        subject=subject,
        at=now,
        chain=act.chain(subject),
        data={"approval": approval.reference, "payload_sha256": approval.payload_sha256, "reason": reason},
    )
    return approval


@transaction.atomic
def answer_approval(
    *, approval: Approval, verdict: Verdict, actor: Actor, now: datetime, reason: str = ""
) -> ApprovalAnswer:
    """Approve (and run), reject or withdraw a request.

    Raises NotPermitted for the wrong person, NotNow when it is answered, expired or no longer possible, or when
    whoever asked may not ask any more.
    """
    act = registry.acts[approval.verb]
    require(permissions.may_answer(actor, approval))
    require(permissions.may_act_gravely(actor))
    if ApprovalAnswer.objects.filter(approval=approval).exists():
        raise NotNow("approval_answered")
    if code := problem_with_answer(
        verdict=verdict,
        requested_by=approval.requested_by_id,
        answered_by=actor.user_id,
        expires_at=approval.expires_at,
        now=now,
    ):
        raise NotNow(code)
    if verdict is Verdict.APPROVED:
        require(permissions.still_asks(approval, now))
    try:
        with transaction.atomic():
            answer = ApprovalAnswer.objects.create(
                approval=approval, verdict=verdict, reason=reason, answered_by_id=actor.user_id, answered_at=now
            )
    except IntegrityError as error:
        # Of two who answer at the same moment one waits for the other, and is told like anybody who comes later.
        raise NotNow("approval_answered") from error
    audit.record(
        actor=actor,
        verb=f"{approval.verb}.{verdict}",
        subject=approval.subject,
        at=now,
        chain=act.chain(approval.subject),
        data={"approval": approval.reference, "payload_sha256": approval.payload_sha256, "reason": reason},
    )
    if verdict is Verdict.APPROVED:
        act.perform(approval=approval, payload=payload_of(approval), actor=actor, now=now)
    return answer


def payload_of(approval: Approval) -> dict[str, Any]:
    """The approved JSON, read back from the stored bytes."""
    return json.loads(bytes(approval.payload))
