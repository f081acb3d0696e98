"""What kind of database cluster this is; a mark set when it is created and never later."""

from django.db import models


class Cluster(models.Model):
    """One row. `offset` shifts `portal_now()` in demo and test clusters, forward only, by the owner alone."""

    kind = models.CharField(max_length=10)
    offset = models.DurationField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="cluster_is_one_row"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["production", "demo", "test"]), name="cluster_kind_is_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="production") | models.Q(offset="00:00:00"),
                name="production_clock_has_no_offset",
            ),
        ]

    def __str__(self) -> str:
        return self.kind
