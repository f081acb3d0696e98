"""PDF reports: ordered in the act's transaction, made once by the worker."""

from django.db import models

from portal.models.file import StoredFile
from portal.models.protected import InsertOnly
from portal.models.user import User


class ReportOrder(InsertOnly):
    """A report that is due: its kind (`portal.registry`), the subject it tells of, and its document number."""

    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=80)
    version = models.PositiveIntegerField(default=1)
    number = models.CharField(max_length=40, unique=True)
    language = models.CharField(max_length=5, default="ko")
    ordered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    ordered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject", "version", "language"], name="one_order_per_report")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class Report(InsertOnly):
    """The finished report: one a report order, whatever happened to the workers meanwhile."""

    order = models.OneToOneField(ReportOrder, models.PROTECT, related_name="report")
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")
    content_sha256 = models.CharField(max_length=64)
    pages = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.order_id)
