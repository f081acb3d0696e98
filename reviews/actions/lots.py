"""추첨: numbers drawn for a tied group, entered by one person and confirmed by a second."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from portal import audit
from portal.actions.approvals import request_approval
from portal.errors import BrokenRule, NotNow, require
from portal.models import Approval
from portal.roles import Actor
from reviews import permissions, queries
from reviews.actions.further_sitting import locked_with_round
from reviews.models import LotDraw, Review
from reviews.rules import lots


@transaction.atomic
def request_lots(*, review_id: int, numbers: Mapping[str, int], reason: str, actor: Actor, now: datetime) -> Approval:
    """Enter the numbers drawn, {application reference: number}, for a second person to confirm.

    Raises NotPermitted; NotNow when nothing is tied or the rule card knows no lot; BrokenRule for wrong numbers.
    """
    review = Review.objects.select_for_update(of=["self"]).select_related("round__card").get(pk=review_id)
    subject = f"{review.round.reference}/{review.stage}"
    require(permissions.may_request_lots(actor, subject))
    if "lot" not in review.round.card.read().rule(review.stage)["tie_break"]:
        raise NotNow("no_lot_in_the_rule_card")
    tied = _tied_without_lot(review)
    if not tied:
        raise NotNow("nothing_tied")
    taken = review.lots.counting().values_list("number", flat=True)
    if found := lots.problems(numbers, tied=tied, taken=taken):
        raise BrokenRule(*found)
    return request_approval(
        verb=permissions.LOTS, subject=subject, payload={"numbers": dict(numbers)}, reason=reason, actor=actor, now=now
    )


def confirm_lots(*, approval: Approval, payload: Mapping[str, Any], actor: Actor, now: datetime) -> None:
    """Run an approved `lot.confirm`.

    Raises NotNow when the review runs again, the outcome is decided, or other teams are tied than those that drew.
    """
    reference, _slash, stage = approval.subject.partition("/")
    review = locked_with_round(reference, stage)
    require(permissions.may_still_decide(review))
    if set(_tied_without_lot(review)) != set(payload["numbers"]):
        raise NotNow("state_changed")
    applications = Application.objects.in_bulk(list(payload["numbers"]), field_name="reference")
    sitting = review.reveals.count()
    LotDraw.objects.bulk_create(
        LotDraw(
            review=review,
            application=applications[ref],
            sitting=sitting,
            number=number,
            approval=approval,
            drawn_at=now,
        )
        for ref, number in sorted(payload["numbers"].items())
    )
    audit.record(
        actor=actor,
        verb=permissions.LOTS,
        subject=approval.subject,
        at=now,
        chain=review.round.chain,
        data={"approval": approval.reference, "sitting": sitting, "numbers": payload["numbers"]},
    )


def describe_lots(payload: Mapping[str, Any]) -> Sequence[tuple[Any, Any, Any]]:
    """What the approver reads: each team with its number."""
    teams = Application.objects.filter(reference__in=payload["numbers"]).order_by("reference")
    return [
        (team.team_name, "", _("Lot %(number)s") % {"number": payload["numbers"][team.reference]}) for team in teams
    ]


def _tied_without_lot(review: Review) -> list[str]:
    return queries.without_lot(review, lots.tied_refs(queries.computed(review.round, review.stage).explanation))
