"""Decisions: the tally document and its result, insert-only; publishing is a row of its own."""

from django.db import models

from applications.models import Round
from portal.choices import labelled, values
from portal.models import Approval, InsertOnly, User
from reviews import wording
from reviews.lifecycle import Stage


class Decision(InsertOnly):
    """What one computation gave, prepared by one person: `document` is gwaban/tally-1, `result` its tally-result-1.

    The newest version of a stage counts; a correction is a new version with a reason.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="decisions")
    stage = models.CharField(max_length=12, choices=labelled(Stage, wording.STAGE))
    version = models.PositiveIntegerField()
    document = models.JSONField()
    result = models.JSONField()
    nonce = models.BinaryField()
    commitment = models.CharField(max_length=64)
    reason = models.TextField(max_length=2000, blank=True)
    prepared_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "stage", "version"], name="one_decision_version"),
            models.CheckConstraint(condition=models.Q(stage__in=values(Stage)), name="decision_stage_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.stage} v{self.version}"


class Publication(InsertOnly):
    """Confirmed by the second person and thereby in force; `public` is gwaban/decision-public-1 for the final stage."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="publication")
    approval = models.OneToOneField(Approval, models.PROTECT, related_name="+")
    public = models.JSONField(null=True)
    published_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.decision)
