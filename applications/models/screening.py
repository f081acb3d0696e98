"""요건검토: the checklist with its answers and reasons; a correction is a new version."""

from django.db import models

from applications import wording
from applications.models.application import Application
from applications.rules.screening import ScreeningOutcome
from portal.choices import labelled, values
from portal.models import InsertOnly, User


class Screening(InsertOnly):
    """One finished screening. `answers` is [{code, holds, reason}] in the order of the rule card's checklist."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="screenings")
    version = models.PositiveIntegerField()
    answers = models.JSONField()
    outcome = models.CharField(max_length=12, choices=labelled(ScreeningOutcome, wording.SCREENING_OUTCOME))
    reason = models.TextField(max_length=2000, blank=True)
    screened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    screened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "version"], name="one_screening_version"),
            models.CheckConstraint(condition=models.Q(outcome__in=values(ScreeningOutcome)), name="outcome_is_known"),
        ]

    def __str__(self) -> str:
        return self.outcome
