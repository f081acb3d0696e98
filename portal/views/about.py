"""What everybody may ask of the site itself: privacy policy, contact, help."""

from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.wording import PRIVACY_VERSION


def privacy(request: HttpRequest) -> HttpResponse:
    """개인정보 처리방침, with the items that 개인정보 보호법 제30조 asks for."""
    context = {
        "years": settings.RETENTION_YEARS,
        "hours": settings.SESSION_COOKIE_AGE // 3600,
        "link_seconds": settings.FILE_LINK_SECONDS,
        "since": date.fromisoformat(PRIVACY_VERSION),
        "cookies": (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME),
    }
    return render(request, "portal/privacy.html", context)


def contact(request: HttpRequest) -> HttpResponse:
    """Whom to ask about what."""
    return render(request, "portal/contact.html")


def help_(request: HttpRequest) -> HttpResponse:
    """The questions that applicants, panel members and staff ask."""
    return render(request, "portal/help.html")
