"""Mails to panel members."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from portal import mail
from reviews.models import Review, Seat


def appointed(seat: Seat, *, now: datetime) -> None:
    """A new member learns of the seat and of what comes before reading."""
    round_ = seat.panel.round
    context = {"round": round_, "seat": seat, "password_url": settings.SITE_ORIGIN + reverse("account_reset_password")}
    _to_seat(seat, key=f"appointed/{round_.reference}/{seat.label}", template="appointed", context=context, now=now)


def review_begun(review: Review, seats: Iterable[Seat], *, now: datetime) -> None:
    """Every member learns that documents and sheets are open."""
    for seat in seats:
        key = f"review-begun/{review.round.reference}/{review.stage}/{seat.label}"
        _to_seat(seat, key=key, template="review_begun", context={"round": review.round, "review": review}, now=now)


def _to_seat(seat: Seat, *, key: str, template: str, context: dict[str, Any], now: datetime) -> None:
    url = settings.SITE_ORIGIN + reverse("panel_home", args=[context["round"].reference])
    mail.write(key=key, to=seat.user.email, template=template, context=context | {"url": url}, now=now)
