"""Mails about a round and its steps, written in the act's own transaction."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from applications.models import Application, ApplicationPerson, Round, Screening
from portal import mail


def round_cancelled(round_: Round, *, reason: str, now: datetime) -> None:
    """Everybody who may open an application of the round learns that it is cancelled, and why."""
    people = ApplicationPerson.objects.filter(application__round=round_).values_list("user__email", flat=True)
    url = settings.SITE_ORIGIN + reverse("round", args=[round_.reference])
    for email in people.distinct().order_by("user__email"):
        mail.write(
            key=f"cancelled/{round_.reference}/{email}",
            to=email,
            template="cancelled",
            context={"round": round_, "reason": reason, "url": url},
            now=now,
        )


def screened(screening: Screening, *, now: datetime) -> None:
    """Everybody who may open the application learns the result of the screening, line by line where it failed."""
    application = screening.application
    questions = {item["code"]: item["question"] for item in application.round.card.document["screening"]}
    failed = [
        {"question": questions[answer["code"]], "reason": answer["reason"]}
        for answer in screening.answers
        if not answer["holds"]
    ]
    _to_people(
        application,
        key=f"screened/{application.reference}/{screening.version}",
        template="screened",
        context={"application": application, "screening": screening, "failed": failed},
        now=now,
    )


def shortlisted(application: Application, *, passed: bool, now: datetime) -> None:
    """Everybody who may open the application learns whether it goes on to the presentation."""
    _to_people(
        application,
        key=f"shortlisted/{application.reference}",
        template="shortlisted",
        context={"application": application, "passed": passed},
        now=now,
    )


def _to_people(application: Application, *, key: str, template: str, context: dict[str, Any], now: datetime) -> None:
    url = settings.SITE_ORIGIN + reverse("application", args=[application.reference])
    emails = application.people.values_list("user__email", flat=True)
    for email in emails.order_by("user__email"):
        mail.write(key=f"{key}/{email}", to=email, template=template, context=context | {"url": url}, now=now)
