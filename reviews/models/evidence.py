"""Sealed evidence that left the house: one export an approval."""

from django.db import models

from applications.models import Round
from portal.models import Approval, InsertOnly


class EvidenceExport(InsertOnly):
    """A sealed bundle was written; `contents_sha256` is that of its list of files, `bundle.json`."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="evidence_exports")
    approval = models.OneToOneField(Approval, models.PROTECT, related_name="+")
    contents_sha256 = models.CharField(max_length=64)
    exported_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.contents_sha256[:12]
