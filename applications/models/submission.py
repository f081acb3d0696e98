"""제출: one small transaction over hashes, stamped by the database; and the attempts that came too late."""

from django.db import models
from django.db.models.functions import Now

from applications.models.application import Application
from applications.models.round import Round
from portal.models import InsertOnly, User


class Submission(InsertOnly):
    """One accepted 제출. A trigger locks the round, refuses at or after the deadline and writes `received_at`.

    `manifest` (gwaban/manifest-1, `applications.rules.manifest`) is what was handed in: team, declaration, plan,
    consortium, researchers, and files as [{kind, version, name, size, sha256, file}]: kind and version name a
    `Document`, file its stored bytes.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="submissions")
    round = models.ForeignKey(Round, models.PROTECT, related_name="submissions")
    version = models.PositiveIntegerField()
    receipt_no = models.CharField(max_length=20, unique=True)
    idempotency_key = models.CharField(max_length=64, unique=True)
    manifest = models.JSONField()
    manifest_sha256 = models.CharField(max_length=64)
    # The trigger writes it; a default makes Django ask for the written value.
    received_at = models.DateTimeField(db_default=Now())
    submitted_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "version"], name="one_submission_version")]
        indexes = [models.Index(fields=["round", "received_at"])]

    def __str__(self) -> str:
        return self.receipt_no


class RefusedAttempt(InsertOnly):
    """A 제출 that was refused: its number and the server's time, so that it can be spoken about."""

    number = models.CharField(max_length=20, unique=True)
    application = models.ForeignKey(Application, models.PROTECT, related_name="refused_attempts")
    round = models.ForeignKey(Round, models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    attempted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    attempted_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.number


class Withdrawal(InsertOnly):
    """철회: the applicant takes the application back, with a reason if it likes."""

    application = models.OneToOneField(Application, models.PROTECT, related_name="withdrawal")
    reason = models.TextField(max_length=1000, blank=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.application_id}"
