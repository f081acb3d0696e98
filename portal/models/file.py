"""Bytes that were stored once: their size and hash are in the row, the bytes on the file storage."""

from django.db import models

from portal.models.protected import InsertOnly
from portal.models.user import User


class StoredFile(InsertOnly):
    """A write-once file under a random name; the row commits only after the bytes are on disk."""

    key = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    stored_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    stored_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(size__gt=0), name="stored_file_is_not_empty")]

    def __str__(self) -> str:
        return self.name
