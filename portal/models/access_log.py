"""접속기록: who read or tried what, apart from the audit chain; and who looked through it, month by month."""

from django.db import models

from portal.models.protected import InsertOnly
from portal.models.user import User


class AccessEntry(InsertOnly):
    """One reading, or one refused attempt, by staff or a panel member.

    Holds what 개인정보의 안전성 확보조치 기준 제8조 asks for: the account, the time, from where,
    whose data (the references in the address) and what was done. Entries stay as long as the round's records do.
    """

    at = models.DateTimeField(db_index=True)
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    label = models.CharField(max_length=60)
    network = models.CharField(max_length=45)
    kind = models.CharField(max_length=10)
    method = models.CharField(max_length=7)
    # The name of the address, and the references in it: round, application, seat.
    door = models.CharField(max_length=60)
    subject = models.CharField(max_length=200)
    status = models.PositiveSmallIntegerField()
    # Why it was refused, or the reason given for an export.
    code = models.CharField(max_length=60)
    reason = models.CharField(max_length=500)

    class Meta:
        indexes = [models.Index(fields=["user", "at"], name="access_by_user_and_time")]

    def __str__(self) -> str:
        return f"{self.kind} {self.door} {self.subject}"


class AccessReview(InsertOnly):
    """A month of the access log, looked through and signed; `figures` are those that the signer saw."""

    month = models.CharField(max_length=7, unique=True)
    figures = models.JSONField()
    findings = models.TextField()
    signed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.month
