"""Two people for grave acts: one asks for exactly this, another approves exactly this."""

from django.db import models

from portal import wording
from portal.choices import labelled, values
from portal.models.protected import InsertOnly
from portal.models.user import User
from portal.roles import Agency
from portal.rules.approvals import Verdict


class Approval(InsertOnly):
    """A request. `payload` is what will be done, as canonical bytes; the act runs this, never new input."""

    reference = models.CharField(max_length=12, unique=True)
    verb = models.CharField(max_length=40)
    subject = models.CharField(max_length=80)
    payload = models.BinaryField()
    payload_sha256 = models.CharField(max_length=64)
    reason = models.TextField(max_length=1000)
    requested_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    requested_agency = models.CharField(max_length=4, choices=labelled(Agency, wording.AGENCY))
    requested_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["subject", "verb"])]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject}"


class ApprovalAnswer(InsertOnly):
    """The one answer to a request; a trigger refuses an answer by the person who asked, except a withdrawal."""

    approval = models.OneToOneField(Approval, models.PROTECT, related_name="answer")
    verdict = models.CharField(max_length=10, choices=labelled(Verdict, wording.VERDICT))
    reason = models.TextField(max_length=1000, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(verdict__in=values(Verdict)), name="verdict_is_known")]

    def __str__(self) -> str:
        return self.verdict
