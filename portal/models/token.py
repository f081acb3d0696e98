"""The second door's own records: tokens, and answers that a repeated request gets again."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from portal.models.user import User


class ApiToken(models.Model):
    """A person's key to the API: only its hash is kept; it reaches no further than its scopes and its end."""

    reference = models.CharField(max_length=12, unique=True)
    user = models.ForeignKey(User, models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("created_at")), name="token_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return self.reference


class KeptAnswer(models.Model):
    """What an act answered, by the person's `Idempotency-Key`; `status` is empty only while the act runs."""

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    body = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_answer_per_key")]

    def __str__(self) -> str:
        return self.key
