"""증거 반출: the sealed bundle of a round, asked for by one agency and approved by the other; and the public one."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import IO, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from applications.models import Round
from portal import audit, evidence, heads
from portal.actions.approvals import request_approval
from portal.errors import require
from portal.evidence import Kind
from portal.models import Approval
from portal.roles import SYSTEM, Actor
from reviews import permissions
from reviews.models import EvidenceExport
from reviews.permissions import EXPORT


@transaction.atomic
def request_export(*, round_id: int, reason: str, actor: Actor, now: datetime) -> Approval:
    """Ask the other agency to let the sealed bundle out once. Raises as `request_approval` does."""
    round_ = Round.objects.select_for_update().get(pk=round_id)
    payload = {"round": round_.reference, "kind": Kind.SEALED.value}
    return request_approval(verb=EXPORT, subject=round_.reference, payload=payload, reason=reason, actor=actor, now=now)


def allow_export(*, approval: Approval, payload: Mapping[str, Any], actor: Actor, now: datetime) -> None:
    """Run an approved `evidence.export`: the approval itself is the key, and the operator's command uses it once.

    Raises NotNow when something is sealed again.
    """
    require(permissions.may_export_sealed(Round.objects.get(reference=payload["round"])))


def describe_export(payload: Mapping[str, Any]) -> Sequence[tuple[Any, Any, Any]]:
    """What the approver reads."""
    everything = _("Every sheet, ballot, name and document of the round, in one file")
    return [(_("Round"), "", payload["round"]), (_("Leaves the house"), "", everything)]


@transaction.atomic
def export_sealed(*, round_id: int, approval: str, stream: IO[bytes], now: datetime) -> EvidenceExport:
    """Write the sealed bundle, by SYSTEM; `approval` is the number of the approved request.

    The chain says so before, so that the bundle holds the entry about itself. Raises NotNow without an approval of
    exactly this, or when it was used, has run out or something is sealed again.
    """
    round_ = Round.objects.select_for_update().get(pk=round_id)
    approved = Approval.objects.select_related("answer").filter(reference=approval).first()
    require(permissions.may_use_export(round_, approved, now))
    audit.record(
        actor=SYSTEM,
        verb=EXPORT,
        subject=round_.reference,
        at=now,
        chain=round_.chain,
        data={"approval": approval, "kind": Kind.SEALED.value},
    )
    contents = evidence.write(stream, round_, Kind.SEALED, now=now)
    return EvidenceExport.objects.create(round=round_, approval=approved, contents_sha256=contents, exported_at=now)


@transaction.atomic
def export_public(*, round_id: int, stream: IO[bytes], now: datetime) -> str:
    """Write the public bundle; returns the SHA-256 of its list of files. Raises NotNow before the publication."""
    round_ = Round.objects.select_for_update().get(pk=round_id)
    require(permissions.may_export_public(round_))
    heads.sign_newest(round_.chain, now=now)
    return evidence.write(stream, round_, Kind.PUBLIC, now=now)
