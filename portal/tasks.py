"""What happens after a commit: the worker's side of the outbox. Thin, idempotent, ids only."""

import logging
from datetime import timedelta

from celery import Task, shared_task
from django.db import transaction
from django.utils import timezone

from portal.clusters import act_as_system, enter
from portal.models import OutboxMessage
from portal.registry import registry
from portal.roles import SYSTEM

logger = logging.getLogger(__name__)


class PortalTask(Task):
    """Every task names no person to its transactions: the system acts."""

    def __call__(self, *args: object, **kwargs: object) -> object:
        act_as_system()
        return super().__call__(*args, **kwargs)


@shared_task(base=PortalTask)
def deliver(message_id: int) -> None:
    """Do one piece of outbox work: slow part first, then its result and the done mark in one transaction."""
    message = OutboxMessage.objects.filter(pk=message_id, done_at__isnull=True, failed_at__isnull=True).first()
    if message is None:
        return
    try:
        finish = registry.topics[message.topic].work(message.object_id)
        with transaction.atomic():
            enter(SYSTEM)
            locked = OutboxMessage.objects.select_for_update().get(pk=message_id)
            if locked.done_at is None:
                finish()
                locked.done_at, locked.error = timezone.now(), ""
                locked.save(update_fields=["done_at", "error"])
    except Exception as error:  # noqa: BLE001 (whatever it is, staff must see it and may retry)
        _note_failure(message, error)


def _note_failure(message: OutboxMessage, error: Exception) -> None:
    logger.warning("outbox %s failed: %s", message.key, error)
    topic, now = registry.topics[message.topic], timezone.now()
    last = message.attempts >= topic.tries or getattr(error, "is_final", False)
    wait = 0 if last else topic.waits[max(message.attempts, 1) - 1]
    OutboxMessage.objects.filter(pk=message.pk, done_at__isnull=True).update(
        error=f"{type(error).__name__}: {error}"[:500],
        failed_at=now if last else None,
        leased_until=now + timedelta(seconds=wait),
    )
