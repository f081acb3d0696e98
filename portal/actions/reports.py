"""Start a failed report again."""

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
