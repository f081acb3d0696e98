"""Browsers and the sessions in them: known or new, when last used, ended one by one.

A browser is known by a random id in a cookie of its own, which outlives the session; only its hash is stored.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Q
from django.http import HttpRequest, HttpResponse

from portal import mail
from portal.accounts.network import network_of
from portal.clusters import server_now
from portal.display import agent_words
from portal.models import LoginSession, User

COOKIE_DAYS = 400
# How old "last used" may be; a page writes at most once in this time.
STEP = timedelta(minutes=5)


def device_of(request: HttpRequest) -> str:
    """The hash of this browser's id; a browser without one gets it with the answer (`set_cookie`)."""
    known = request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")
    if not known:
        known = request.new_device = getattr(request, "new_device", "") or secrets.token_urlsafe(24)
    return hashlib.sha256(known.encode()).hexdigest()


def set_cookie(request: HttpRequest, response: HttpResponse) -> None:
    """Give the browser its id when it has just been made for a login."""
    if device := getattr(request, "new_device", ""):
        response.set_cookie(
            settings.DEVICE_COOKIE_NAME,
            device,
            max_age=timedelta(days=COOKIE_DAYS),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def is_known_device(device: str, email: str) -> bool:
    """Whether the account with this address was used in this browser before."""
    return LoginSession.objects.filter(device=device, user__email=email).exists()


def begin(request: HttpRequest, user: User) -> None:
    """Remember a login, and tell its owner by mail when the browser is new to an account in use."""
    device, now = device_of(request), _now(request)
    known = set(LoginSession.objects.filter(user=user).values_list("device", flat=True).distinct())
    row = _write(request, user, device, now)
    request.session["login"] = row.reference
    request.session["seen"] = now.timestamp()
    if known and device not in known:
        tell(user, "new_device", now, key=row.reference, agent=agent_words(row.agent), network=row.network)


def vouch(request: HttpRequest, user: User) -> None:
    """Let this browser count as one in which the account is used, without a login: its owner was reached by mail."""
    now = _now(request)
    _write(request, user, device_of(request), now, ended_at=now)


def touch(request: HttpRequest) -> None:
    """Write the last use, when the one written is old."""
    now, session = request.now, request.session
    if now.timestamp() - session.get("seen", now.timestamp()) < STEP.total_seconds():
        return
    LoginSession.objects.filter(reference=session["login"], ended_at__isnull=True).update(
        last_used_at=now, network=network_of(request), session_key=session.session_key
    )
    session["seen"] = now.timestamp()


def end(rows: Q, user_id: int, now: datetime) -> int:
    """End these sessions of one person at once; gives how many."""
    running = LoginSession.objects.filter(rows, user_id=user_id, ended_at__isnull=True)
    Session.objects.filter(session_key__in=running.values("session_key")).delete()
    return running.update(ended_at=now)


def tell(user: User, template: str, now: datetime, *, key: str, **context: Any) -> None:
    """A notice about the account to its owner."""
    mail.write(
        key=f"{template}-{user.pk}-{key}",
        to=user.email,
        template=template,
        context={"user": user, "at": now, "origin": settings.SITE_ORIGIN, **context},
        now=now,
    )


def _write(
    request: HttpRequest, user: User, device: str, now: datetime, *, ended_at: datetime | None = None
) -> LoginSession:
    return LoginSession.objects.create(
        reference=secrets.token_hex(6),
        user=user,
        session_key=request.session.session_key or "",
        device=device,
        agent=request.META.get("HTTP_USER_AGENT", "")[:200],
        network=network_of(request),
        started_at=now,
        last_used_at=now,
        ended_at=ended_at,
    )


def _now(request: HttpRequest) -> datetime:
    return getattr(request, "now", None) or server_now()
