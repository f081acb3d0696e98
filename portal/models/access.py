"""Where people are logged in, and failed attempts that make the next one wait."""

from django.db import models

from portal.models.user import User


class LoginSession(models.Model):
    """One login in one browser. Ended ones stay: they tell which browsers an account was used in."""

    reference = models.CharField(max_length=12, unique=True)
    user = models.ForeignKey(User, models.PROTECT, related_name="login_sessions")
    session_key = models.CharField(max_length=40, db_index=True)
    # SHA-256 of the id in the browser's cookie.
    device = models.CharField(max_length=64)
    agent = models.CharField(max_length=200)
    network = models.CharField(max_length=45)
    started_at = models.DateTimeField()
    last_used_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["user", "device"], name="session_by_user_and_device")]

    def __str__(self) -> str:
        return self.reference


class FailedAttempts(models.Model):
    """How often one thing failed lately: an account, a network, a device. `key` is keyed: it names nobody."""

    key = models.CharField(max_length=64, primary_key=True)
    failures = models.PositiveIntegerField()
    last_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.failures}"
