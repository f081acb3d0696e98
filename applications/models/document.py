"""Files that an application carries: every version stays, the newest of a kind counts."""

from django.db import models

from applications.models.application import Application
from portal.models import InsertOnly, StoredFile, User


class DocumentQuerySet(models.QuerySet["Document"]):
    """Filters that chain."""

    def current(self) -> "DocumentQuerySet":
        """The newest version of each kind, unless it is a removal."""
        newest = self.order_by("application_id", "kind", "-version").distinct("application_id", "kind").values("pk")
        return self.filter(pk__in=newest, file__isnull=False)


class Document(InsertOnly):
    """One version of one required document (증빙); a removal is a version without a file."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    pages = models.PositiveIntegerField(null=True)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "kind", "version"], name="one_document_version")]

    def __str__(self) -> str:
        return f"{self.kind} v{self.version}"
