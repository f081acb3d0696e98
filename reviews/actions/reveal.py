"""개봉: two people open the sheets and votes of a closed review to staff and auditor."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from applications import lifecycle as round_lifecycle
from applications.lifecycle import RoundStatus
from applications.models import Round
from portal import audit
from portal.actions.approvals import request_approval
from portal.models import Approval
from portal.roles import Actor
from reviews import lifecycle, queries, wording
from reviews.lifecycle import Stage
from reviews.models import Reveal, Review
from reviews.permissions import REVEAL


@transaction.atomic
def request_reveal(*, review_id: int, reason: str, actor: Actor, now: datetime) -> Approval:
    """Ask a second person to open this review. Raises as `request_approval` does; NotNow unless it is closed."""
    review = Review.objects.select_related("round__card").get(pk=review_id)
    subject = f"{review.round.reference}/{review.stage}"
    payload = {"round": review.round.reference, "stage": review.stage, **queries.signature_counts(review)}
    return request_approval(verb=REVEAL, subject=subject, payload=payload, reason=reason, actor=actor, now=now)


def perform_reveal(*, approval: Approval, payload: Mapping[str, Any], actor: Actor, now: datetime) -> None:
    """Run an approved reveal; the first one of the presentation brings the round to its deliberation.

    Raises NotNow when the review is not closed any more.
    """
    round_ = Round.objects.select_for_update().get(reference=payload["round"])
    review = Review.objects.select_for_update().get(round=round_, stage=payload["stage"])
    move = lifecycle.pick(REVEAL, review.status)
    Reveal.objects.create(review=review, approval=approval, revealed_at=now)
    review.enter(move)
    if review.stage == Stage.PRESENTATION and round_.status == RoundStatus.PRESENTATION:
        round_.enter(round_lifecycle.pick("round.deliberate", round_.status))
    audit.record(
        actor=actor,
        verb=move.verb,
        subject=approval.subject,
        at=now,
        chain=round_.chain,
        data={"approval": approval.reference, "round_status": round_.status},
    )


def describe_reveal(payload: Mapping[str, Any]) -> Sequence[tuple[Any, Any, Any]]:
    """What the approver reads."""
    sealed, opened = _("Sealed"), _("Open to staff and auditor")
    return [
        (wording.STAGE[Stage(payload["stage"])], sealed, opened),
        (_("Signed sheets"), "", f"{payload['signed']} / {payload['expected']}"),
    ]
