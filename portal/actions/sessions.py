"""Ending one's own sessions elsewhere."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from portal import audit
from portal.accounts import devices
from portal.models import LoginSession
from portal.roles import Actor


@transaction.atomic
def end_session(*, session: LoginSession, actor: Actor, now: datetime) -> None:
    """End one session of one's own; its next request is a stranger's."""
    devices.end(Q(pk=session.pk), session.user_id, now)
    audit.record(actor=actor, verb="session.ended", subject=f"account/{actor.user_id}", at=now, data={"sessions": 1})


@transaction.atomic
def end_other_sessions(*, reference: str, actor: Actor, now: datetime) -> int:
    """End all sessions of one's own but the one with this reference; gives how many."""
    number = devices.end(~Q(reference=reference), actor.user_id, now)
    audit.record(
        actor=actor, verb="session.ended", subject=f"account/{actor.user_id}", at=now, data={"sessions": number}
    )
    return number
