"""The first review begins: the written one, or where the card has none the presentation."""

from datetime import datetime

from django.db import transaction

from applications import lifecycle
from applications.lifecycle import ApplicationStatus
from applications.models import Application, Round
from portal import audit
from portal.errors import NotNow, require
from portal.roles import Actor
from reviews import notices, permissions, queries
from reviews.lifecycle import ReviewStatus, Stage
from reviews.models import Recusal, Review
from reviews.rules.conflicts import RecusalKind


@transaction.atomic
def start_review(*, round_id: int, stage: Stage, actor: Actor, now: datetime) -> Review:
    """End the screening and let the panel read and score; people of an applicant are excluded by rule (제척).

    Raises NotPermitted; NotNow in another state, with unscreened applications, or without a panel.
    """
    round_ = Round.objects.with_card().select_for_update(of=("self",)).get(pk=round_id)
    require(permissions.may_start_review(actor, round_, stage))
    verb = "round.start_written" if stage is Stage.WRITTEN else "round.skip_written"
    move = lifecycle.pick(verb, round_.status)
    if Application.objects.filter(round=round_, status=ApplicationStatus.SUBMITTED).exists():
        raise NotNow("screening_unfinished")
    seats = list(queries.active_seats(round_).select_related("user"))
    if not seats:
        raise NotNow("panel_missing")
    excluded = Recusal.objects.bulk_create(
        Recusal(
            seat=seat,
            application_id=application_id,
            kind=RecusalKind.EXCLUSION.value,
            reason="",
            recorded_by_id=actor.user_id,
            recorded_at=now,
        )
        for seat, application_id in queries.excluded_pairs(round_)
    )
    review = Review.objects.create(round=round_, stage=stage.value, status=ReviewStatus.COLLECTING, opened_at=now)
    round_.enter(move)
    notices.review_begun(review, seats, now=now)
    audit.record(
        actor=actor,
        verb=move.verb,
        subject=round_.reference,
        at=now,
        chain=round_.chain,
        data={
            "seats": [seat.label for seat in seats],
            "excluded": [{"seat": each.seat.label, "application": each.application_id} for each in excluded],
        },
    )
    return review
