"""A review is closed: no sheet and no vote is taken any more, and all stay sealed until two people reveal them."""

from datetime import datetime

from django.db import transaction

from portal import audit
from portal.errors import require
from portal.roles import Actor
from reviews import lifecycle, permissions, queries
from reviews.models import Review


@transaction.atomic
def close_review(*, review_id: int, actor: Actor, now: datetime) -> Review:
    """Close; sheets that were not signed do not count.

    Raises NotPermitted; NotNow in another state, or while a presentation session has not ended.
    """
    # Waits for signatures in flight, which hold the row FOR SHARE.
    Review.objects.select_for_update().get(pk=review_id)
    review = Review.objects.select_related("round__card").get(pk=review_id)
    require(permissions.may_close_review(actor, review))
    require(permissions.sessions_settled(review))
    move = lifecycle.pick("review.close", review.status)
    review.enter(move)
    audit.record(
        actor=actor,
        verb=move.verb,
        subject=f"{review.round.reference}/{review.stage}",
        at=now,
        chain=review.round.chain,
        data=queries.signature_counts(review),
    )
    return review
