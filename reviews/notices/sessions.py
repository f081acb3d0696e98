"""Mails about the presentation day."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from portal import mail
from reviews.models import Session


def tell_presentation_time(session: Session, *, now: datetime) -> None:
    """Everybody who may open the application learns when it presents; a changed time is a new mail."""
    application = session.application
    url = settings.SITE_ORIGIN + reverse("application", args=[application.reference])
    context = {"session": session, "application": application, "round": session.review.round, "url": url}
    for person in application.people.select_related("user").order_by("user"):
        mail.write(
            key=f"timetable/{application.reference}/{session.sitting}/{now:%y%m%d%H%M%S%f}/{person.user_id}",
            to=person.user.email,
            template="timetable",
            context=context,
            now=now,
        )
