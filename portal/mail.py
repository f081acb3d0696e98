"""Mails: written in the act's transaction in the reader's language, sent by the worker."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from portal import outbox
from portal.models import Mail

# A mail server may be away for a night: ten seconds, minutes, then hours, seventeen in all.
WAITS = (10, 60, 300, 900, 3600, 7200, 14400, 36000)


def write(
    *,
    key: str,
    to: str,
    template: str,
    context: Mapping[str, Any],
    now: datetime,
    language: str = settings.LANGUAGE_CODE,
) -> None:
    """Render `templates/emails/<template>.txt` (first line is the subject) and order its delivery.

    The same key is the same mail: a second call does nothing.
    """
    with translation.override(language):
        subject, _, body = render_to_string(f"emails/{template}.txt", dict(context)).strip().partition("\n")
    Mail.objects.bulk_create(
        [
            Mail(
                key=key,
                to=to,
                subject=subject.strip()[:200],
                body=body.strip() + "\n",
                language=language,
                written_at=now,
            )
        ],
        ignore_conflicts=True,
    )
    mail_id = Mail.objects.values_list("pk", flat=True).get(key=key)
    outbox.put("mail", mail_id, key=f"mail:{key}")


def send(mail_id: int) -> Callable[[], None]:
    """Hand one mail to the mail server; its key is the Message-ID, so a second delivery is recognisable."""
    mail = Mail.objects.get(pk=mail_id)
    host = settings.SITE_HOST.partition(":")[0]
    EmailMessage(
        mail.subject, mail.body, settings.DEFAULT_FROM_EMAIL, [mail.to], headers={"Message-ID": f"<{mail.key}@{host}>"}
    ).send()
    return lambda: None
