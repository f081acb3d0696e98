"""What allauth and Django announce about logins, and what the house does then."""

from dataclasses import replace
from typing import Any

from allauth.account import signals as account_signals
from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
    record_authentication,
)
from allauth.mfa import signals as mfa_signals
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_in
from django.db.models import Q
from django.http import HttpRequest

from portal import audit
from portal.accounts import devices
from portal.accounts.proof import is_fresh
from portal.actors import actor_of
from portal.models import LoginSession, User


def connect() -> None:
    """Called once, when the app is ready."""
    user_logged_in.connect(_logged_in, dispatch_uid="portal.login")
    account_signals.authentication_step_completed.connect(_proved, dispatch_uid="portal.proved")
    account_signals.password_changed.connect(_password_changed, dispatch_uid="portal.password_changed")
    account_signals.password_reset.connect(_password_reset, dispatch_uid="portal.password_reset")
    mfa_signals.authenticator_added.connect(_factor_added, dispatch_uid="portal.factor_added")
    mfa_signals.authenticator_removed.connect(_factor_removed, dispatch_uid="portal.factor_removed")


def _logged_in(request: HttpRequest, user: User, **kwargs: Any) -> None:
    # What no browser sent (a command, a test's force_login) leaves no browser to know again.
    if "REMOTE_ADDR" in request.META:
        devices.begin(request, user)


def _proved(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """A request that was kept while its sender proved themselves goes on as theirs, proved."""
    actor = getattr(request, "actor", None)
    if actor and actor.user_id == user.pk:
        request.actor = replace(actor, is_fresh=actor.is_fresh or is_fresh(request))


def _password_changed(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Django has just given this session a new key and made all others void."""
    own = Q(reference=request.session.get("login", ""))
    devices.end(~own, user.pk, request.now)
    LoginSession.objects.filter(own).update(session_key=request.session.session_key)


def _password_reset(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """All sessions end; the browser in which the mailed link was opened counts as the owner's."""
    devices.end(Q(), user.pk, request.now)
    devices.vouch(request, user)


def _factor_added(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """Setting a passkey up has proved that one has it; of an app the first code did (forms/factors.py)."""
    if authenticator.type == Authenticator.Type.WEBAUTHN:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)
    _record(request, user, "factor.added", authenticator)


def _factor_removed(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """Without any factor left this session has proved none."""
    if not Authenticator.objects.filter(user_id=user.pk).exists():
        kept = [record for record in get_authentication_records(request, user) if record["method"] != "mfa"]
        request.session[AUTHENTICATION_METHODS_SESSION_KEY] = kept
    _record(request, user, "factor.removed", authenticator)


def _record(request: HttpRequest, user: User, verb: str, authenticator: Authenticator) -> None:
    audit.record(
        actor=actor_of(user),
        verb=verb,
        subject=f"account/{user.pk}",
        at=request.now,
        data={"type": str(authenticator.type)},
    )
