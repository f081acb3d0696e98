"""Signed heads: what the key said about a chain at a gate. Copies that others keep prove the chain up to there."""

from django.db import models

from portal.models.protected import InsertOnly


class SignedHead(InsertOnly):
    """One head, with its own copy of what was signed; nothing here points to rows that an owner could change."""

    chain = models.CharField(max_length=60)
    seq = models.BigIntegerField()
    hash = models.CharField(max_length=64)
    gate = models.CharField(max_length=60)
    at = models.DateTimeField()
    public_key = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "seq", "public_key"], name="one_head_per_link")]

    def __str__(self) -> str:
        return f"{self.chain} #{self.seq}"
