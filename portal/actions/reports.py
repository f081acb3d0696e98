"""Start failed work again: a report, or whatever else the worker could not do."""

from datetime import datetime

from django.db import transaction

from portal import audit, permissions
from portal.errors import NotNow, require
from portal.models import OutboxMessage, ReportOrder
from portal.reports import TOPIC
from portal.roles import Actor


@transaction.atomic
def retry_report(*, order: ReportOrder, actor: Actor, now: datetime) -> None:
    """Give a failed report fresh attempts. Raises NotPermitted, or NotNow when it has not failed."""
    require(permissions.may_retry_report(actor))
    message = OutboxMessage.objects.select_for_update().get(topic=TOPIC, object_id=order.pk)
    if message.failed_at is None:
        raise NotNow("report_not_failed")
    message.failed_at, message.leased_until, message.attempts = None, None, 0
    message.save(update_fields=["failed_at", "leased_until", "attempts"])
    audit.record(actor=actor, verb="report.retried", subject=order.number, at=now, data={"error": message.error})


@transaction.atomic
def retry_work(*, key: str, actor: Actor, now: datetime) -> int:
    """Give failed work of any topic fresh tries: one piece by its key, all of it with an empty key; says how many.

    Raises NotPermitted, or NotNow when nothing of that has failed.
    """
    require(permissions.may_retry_report(actor))
    failed = OutboxMessage.objects.select_for_update().filter(failed_at__isnull=False, done_at__isnull=True)
    keys = list((failed.filter(key=key) if key else failed).values_list("key", flat=True))
    if not keys:
        raise NotNow("work_not_failed")
    OutboxMessage.objects.filter(key__in=keys).update(failed_at=None, leased_until=None, attempts=0)
    audit.record(actor=actor, verb="work.retried", subject="house", at=now, data={"keys": keys})
    return len(keys)
