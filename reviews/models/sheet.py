"""Score sheets: drafts that only their writer sees, and signed sheets that nobody changes."""

from django.db import models

from applications.models import Application
from portal.models import InsertOnly
from reviews.models.panel import Seat
from reviews.models.review import Review


class SheetDraft(models.Model):
    """What a member has typed so far, as typed: {criterion: {"points": "35.5", "comment": "…"}}."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="drafts")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="drafts")
    application = models.ForeignKey(Application, models.PROTECT, related_name="+")
    content = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "seat", "application"], name="one_draft_per_sheet"),
        ]

    def __str__(self) -> str:
        return f"{self.seat} {self.application_id}"


class Sheet(InsertOnly):
    """A signed sheet (평가표). A trigger refuses it unless the review is collecting and the seat is not recused.

    A correction before closing is a new version with a reason; the newest counts.
    """

    review = models.ForeignKey(Review, models.PROTECT, related_name="sheets")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="sheets")
    application = models.ForeignKey(Application, models.PROTECT, related_name="sheets")
    version = models.PositiveIntegerField()
    total = models.DecimalField(max_digits=12, decimal_places=4)
    reason = models.TextField(max_length=1000, blank=True)
    receipt = models.CharField(max_length=64)
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "seat", "application", "version"], name="one_sheet_version"),
            models.CheckConstraint(
                condition=models.Q(version=1) | ~models.Q(reason=""), name="sheet_correction_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat} {self.application_id} v{self.version}"


class Signature(models.Model):
    """That a sheet is signed, without what it says: all of it that staff know before the reveal. A view of `Sheet`."""

    review = models.ForeignKey(Review, models.DO_NOTHING, related_name="signatures")
    seat = models.ForeignKey(Seat, models.DO_NOTHING, related_name="signatures")
    application = models.ForeignKey(Application, models.DO_NOTHING, related_name="+")
    version = models.PositiveIntegerField()
    signed_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "reviews_signature"

    def __str__(self) -> str:
        return f"{self.seat} {self.application_id} v{self.version}"


class Score(InsertOnly):
    """Points and comment for one criterion of a signed sheet."""

    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="scores")
    criterion = models.CharField(max_length=64)
    points = models.DecimalField(max_digits=12, decimal_places=4)
    comment = models.TextField(max_length=4000)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="one_score_per_criterion"),
            models.CheckConstraint(condition=models.Q(points__gte=0), name="points_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}"
