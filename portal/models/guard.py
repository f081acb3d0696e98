"""What the last migration left as guards of the records: the measure for the drift check."""

from django.db import models

from portal.models.protected import InsertOnly


class GuardBaseline(InsertOnly):
    """Guard by guard (`portal.drift.guards`); written by the owner after migrating, read by the restricted role."""

    guards = models.JSONField()
    noted_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"baseline {self.pk}"
