"""The chains: what happened, in which order, provable without showing a score or a name.

h = SHA-256(tag ‖ prev ‖ seq ‖ canonical bytes); appended only by the SQL function `portal_append` (portal.audit).
"""

from django.db import models

from portal.models.protected import InsertOnly
from portal.models.user import User


class Chain(models.Model):
    """One for the house, one a round; length and head are moved by `portal_append` alone."""

    name = models.CharField(max_length=60, unique=True)
    length = models.BigIntegerField(default=0)
    head = models.BinaryField(default=bytes(32))

    def __str__(self) -> str:
        return f"{self.name} #{self.length}"


class AuditEvent(InsertOnly):
    """One link: `body` holds the canonical bytes that were hashed; the other columns repeat it for queries."""

    chain = models.ForeignKey(Chain, models.PROTECT, related_name="events")
    seq = models.BigIntegerField()
    prev = models.BinaryField()
    hash = models.BinaryField()
    body = models.BinaryField()
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "seq"], name="one_link_per_seq")]
        indexes = [models.Index(fields=["subject", "verb"])]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject}"


class AuditSeal(InsertOnly):
    """What the link's commitment hides: who, and the act's data as canonical bytes, with the nonce that salts it."""

    event = models.OneToOneField(AuditEvent, models.PROTECT, primary_key=True, related_name="seal")
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    data = models.BinaryField()
    nonce = models.BinaryField()

    def __str__(self) -> str:
        return f"seal of {self.event_id}"
