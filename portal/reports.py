"""Reports: ordered in the act's transaction, built as data, printed by `portal.pdf`, stored exactly once."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from portal import files, outbox, pdf
from portal.canonical import sha256_hex
from portal.clusters import cluster_mark, server_now
from portal.models import OutboxMessage, Report, ReportOrder
from portal.registry import registry
from portal.roles import SYSTEM, Actor

TOPIC = "report"


@dataclass(frozen=True)
class Content:
    """What a report says: `context` for `templates/reports/<template>.html`, and the JSON files it carries."""

    template: str
    title: str
    context: dict[str, Any]
    attachments: tuple[pdf.Attachment, ...] = field(default_factory=tuple)


@dataclass(frozen=True)
class State:
    """Where a report stands, for people: waiting, done or failed with its error."""

    order: ReportOrder
    status: str
    error: str
    attempts: int


def order(
    *, kind: str, subject: str, number: str, actor: Actor, now: datetime, version: int = 1, language: str = "ko"
) -> ReportOrder:
    """Order a report; it must be one of `registry.reports`. Raises IntegrityError when it was ordered before."""
    made = ReportOrder.objects.create(
        kind=kind,
        subject=subject,
        version=version,
        number=number,
        language=language,
        ordered_by_id=actor.user_id,
        ordered_at=now,
    )
    outbox.put(TOPIC, made.pk)
    return made


def make(order_id: int) -> Callable[[], None]:
    """Gather, lay out and print a report; the returned function stores it in the transaction that marks it done."""
    made = ReportOrder.objects.get(pk=order_id)
    if Report.objects.filter(order=made).exists():
        return lambda: None
    kind = registry.reports[made.kind]
    with translation.override(made.language):
        content = kind.build(made)
        frame = {"order": made, "title": content.title, "demo": cluster_mark().is_demo}
        html = render_to_string(f"reports/{content.template}.html", frame | content.context)
        printed = pdf.render(
            html,
            title=content.title,
            lang=made.language,
            created=made.ordered_at,
            attachments=content.attachments,
        )
        name = kind.file_name(made)

    def finish() -> None:
        stored = files.store(
            BytesIO(printed), name=name, content_type="application/pdf", actor=SYSTEM, now=server_now()
        )
        Report.objects.create(
            order=made,
            file=stored,
            content_sha256=sha256_hex(html.encode()),
            pages=pdf.page_count(printed),
            made_at=stored.stored_at,
        )

    return finish


def states(orders: Any) -> list[State]:
    """The state of each order, newest first, in two statements however many there are."""
    listed = list(orders.select_related("report__file", "ordered_by").order_by("-ordered_at", "-pk"))
    messages = {
        message.object_id: message
        for message in OutboxMessage.objects.filter(topic=TOPIC, object_id__in=[each.pk for each in listed])
    }
    return [_state(each, messages.get(each.pk)) for each in listed]


def _state(made: ReportOrder, message: OutboxMessage | None) -> State:
    if hasattr(made, "report"):
        return State(made, "done", "", message.attempts if message else 0)
    if message and message.failed_at:
        return State(made, "failed", message.error, message.attempts)
    return State(made, "waiting", message.error if message else "", message.attempts if message else 0)
