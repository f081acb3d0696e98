"""A change of seats once the first pledge is signed: asked for by one person, approved by a second."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from applications.models import Round
from portal.actions.approvals import request_approval
from portal.models import Approval
from portal.roles import Actor
from reviews.actions.appoint import appoint
from reviews.actions.dismiss import dismiss
from reviews.models import Seat
from reviews.permissions import PANEL_CHANGE


@transaction.atomic
def request_appointment(
    *, round_id: int, email: str, name: str, affiliation: str, reason: str, actor: Actor, now: datetime
) -> Approval:
    """Ask for a further member. Raises as `request_approval` does."""
    payload = {"change": "appoint", "email": email, "name": name, "affiliation": affiliation}
    return _request(round_id, payload, reason, actor, now)


@transaction.atomic
def request_dismissal(*, seat_id: int, reason: str, actor: Actor, now: datetime) -> Approval:
    """Ask for a member's dismissal. Raises as `request_approval` does."""
    seat = Seat.objects.select_related("panel", "user").get(pk=seat_id)
    payload = {"change": "dismiss", "seat": seat.label, "name": seat.user.name, "reason": reason}
    return _request(seat.panel.round_id, payload, reason, actor, now)


def perform_panel_change(*, approval: Approval, payload: Mapping[str, Any], actor: Actor, now: datetime) -> None:
    """Run an approved change; it is the second person's act. Raises as `appoint` and `dismiss` do."""
    round_ = Round.objects.get(reference=approval.subject)
    if payload["change"] == "appoint":
        person = {key: payload[key] for key in ("email", "name", "affiliation")}
        appoint(round_id=round_.pk, **person, actor=actor, now=now, approval=approval)
        return
    seat = Seat.objects.get(panel__round=round_, label=payload["seat"])
    dismiss(seat_id=seat.pk, reason=payload["reason"], actor=actor, now=now, approval=approval)


def describe_panel_change(payload: Mapping[str, Any]) -> Sequence[tuple[Any, Any, Any]]:
    """What the approver reads."""
    if payload["change"] == "appoint":
        new = f"{payload['name']} · {payload['email']}"
        return [(_("New panel member"), "", new), (_("Affiliation"), "", payload["affiliation"])]
    return [(_("Panel member"), f"{payload['seat']} · {payload['name']}", _("Dismissed"))]


def _request(round_id: int, payload: Mapping[str, Any], reason: str, actor: Actor, now: datetime) -> Approval:
    subject = Round.objects.values_list("reference", flat=True).get(pk=round_id)
    return request_approval(verb=PANEL_CHANGE, subject=subject, payload=payload, reason=reason, actor=actor, now=now)
