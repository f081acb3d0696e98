"""One review (서면평가 or 발표평가) of a round, and its reveal."""

from django.db import models

from applications.lifecycle import Move
from applications.models import Round
from portal.choices import labelled, values
from portal.models import Approval, InsertOnly
from reviews import wording
from reviews.lifecycle import ReviewStatus, Stage


class Review(models.Model):
    """Collects sheets (and votes) until it is closed; then two people reveal it."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="reviews")
    stage = models.CharField(max_length=12, choices=labelled(Stage, wording.STAGE))
    status = models.CharField(
        max_length=12, choices=labelled(ReviewStatus, wording.REVIEW_STATUS), default=ReviewStatus.COLLECTING.value
    )
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "stage"], name="one_review_per_stage"),
            models.CheckConstraint(condition=models.Q(stage__in=values(Stage)), name="review_stage_is_known"),
            models.CheckConstraint(condition=models.Q(status__in=values(ReviewStatus)), name="review_status_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.stage}"

    def enter(self, move: Move) -> None:
        """Take a legal step (`lifecycle.pick`) and save it."""
        self.status = move.target
        self.save(update_fields=["status"])


class Reveal(InsertOnly):
    """개봉: from here on staff and the auditor see sheets and votes of this review; again after a further sitting."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="reveals")
    approval = models.ForeignKey(Approval, models.PROTECT, related_name="+")
    revealed_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.review)
