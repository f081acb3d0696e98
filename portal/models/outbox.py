"""Work for Celery, written in the transaction that causes it."""

from django.db import models


class OutboxMessage(models.Model):
    """One piece of work; the broker only ever carries its id. Times are the machine's, not the demo clock's."""

    topic = models.CharField(max_length=40)
    key = models.CharField(max_length=120, unique=True)
    object_id = models.BigIntegerField()
    created_at = models.DateTimeField(db_default=models.functions.Now())
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["id"],
                condition=models.Q(done_at__isnull=True, failed_at__isnull=True),
                name="outbox_waiting",
            ),
            models.Index(fields=["topic", "object_id"], name="outbox_by_object"),
        ]

    def __str__(self) -> str:
        return self.key
