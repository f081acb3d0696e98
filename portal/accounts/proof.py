"""What a session has proved of the person behind it: which factors it used, and when.

Read from the records that allauth keeps in the session; no statement.
"""

import time
from datetime import timedelta

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import suspend_request
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from portal.registry import registry
from portal.roles import Actor

# Grave acts ask again after this time.
FRESH = timedelta(minutes=5)


def used_second_factor(request: HttpRequest) -> bool:
    """A passkey, a code of an app or a recovery code was used, or set up, in this session."""
    return any(record["method"] == "mfa" for record in get_authentication_records(request, request.user))


def is_fresh(request: HttpRequest) -> bool:
    """The session's strongest kind of proof was given within the last five minutes: the login counts."""
    records = get_authentication_records(request, request.user)
    strongest = "mfa" if used_second_factor(request) else "password"
    return any(
        time.time() - record["at"] < FRESH.total_seconds() for record in records if record["method"] == strongest
    )


def must_use_second_factor(actor: Actor) -> bool:
    """Staff, and whoever the apps name (those with a seat on a panel), where the setting asks for it."""
    if settings.SECOND_FACTOR != "required" or not actor.is_known:
        return False
    return bool(actor.roles) or any(asks(actor) for asks in registry.second_factor_for)


def lacks_second_factor(request: HttpRequest) -> bool:
    """Must use a second factor and has not in this session."""
    return not used_second_factor(request) and must_use_second_factor(request.actor)


def prove_first(request: HttpRequest) -> HttpResponse:
    """Lead to the page where one proves who one is; what was sent is kept and goes on by itself afterwards."""
    methods = get_adapter(request).get_reauthentication_methods(request.user)
    return suspend_request(request, methods[0]["url"] if methods else reverse("account_login"))
