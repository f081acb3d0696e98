"""Mails to a consortium, and the paper that is ordered with them; done by the worker after the act's commit."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.urls import reverse

from applications import queries
from applications.models import Application, ApplicationPerson, Submission, Withdrawal
from portal import mail, reports
from portal.clusters import server_now
from portal.roles import SYSTEM


def receipt(submission_id: int) -> Callable[[], None]:
    """Order the receipt's PDF and write a mail to everybody of the consortium."""
    submission = Submission.objects.select_related("application__round__card", "submitted_by").get(pk=submission_id)

    def finish() -> None:
        now, card = server_now(), submission.application.round.card.document
        reports.order(
            kind="receipt", subject=submission.receipt_no, number=submission.receipt_no, actor=SYSTEM, now=now
        )
        context = {"submission": submission, "files": queries.listed_files(submission.manifest, card)}
        _tell(submission.application, "receipt", f"receipt-{submission.receipt_no}", context, now)

    return finish


def withdrawal(withdrawal_id: int) -> Callable[[], None]:
    """Tell everybody of the consortium that the application was taken back."""
    taken_back = Withdrawal.objects.select_related("application__round", "withdrawn_by").get(pk=withdrawal_id)

    def finish() -> None:
        application = taken_back.application
        _tell(application, "withdrawn", f"withdrawn-{application.reference}", {"withdrawal": taken_back}, server_now())

    return finish


def _tell(application: Application, template: str, key: str, context: dict[str, Any], now: Any) -> None:
    address = f"{settings.SITE_ORIGIN}{reverse('application', args=[application.reference])}"
    for person in ApplicationPerson.objects.filter(application=application).select_related("user").order_by("pk"):
        mail.write(
            key=f"{key}-{person.user_id}",
            to=person.user.email,
            template=template,
            context={
                "application": application,
                "round": application.round,
                "person": person.user,
                "url": address,
                **context,
            },
            now=now,
        )
