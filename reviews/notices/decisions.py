"""Mails about results."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from applications.models import Application, Round
from portal import mail


def tell_result(application: Application, *, round_: Round, objection_days: int, now: datetime) -> None:
    """Everybody who may open the application learns its outcome and the days for an objection; no score by mail."""
    context = {
        "application": application,
        "round": round_,
        "objection_days": objection_days,
        "url": settings.SITE_ORIGIN + reverse("result", args=[application.reference]),
        "decision_url": settings.SITE_ORIGIN + reverse("decision", args=[round_.reference]),
    }
    for person in application.people.select_related("user").order_by("user"):
        mail.write(
            key=f"decision/{application.reference}/{person.user_id}",
            to=person.user.email,
            template="decision",
            context=context,
            now=now,
        )
