"""What people do with second factors in the journeys: passkeys by Chromium's virtual authenticator, codes of an app."""

import re
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.sessions.models import Session
from django.db.models import Q
from playwright.sync_api import Page, expect

from portal.models import LoginSession
from tests.journeys import steps

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def give_authenticator(page: Page) -> None:
    """Let this person's device answer as if its owner touched it."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})


def set_up_passkey(page: Page) -> None:
    """From the page one is led to: add a passkey, keep the recovery codes, go on to the home page."""
    steps.follow(page, "/accounts/second-factor/webauthn/add/")
    steps.fill(page, name="업무용 노트북")
    steps.press(page)
    _keep_codes(page)


def set_up_app(page: Page) -> str:
    """The same with an app that shows codes; gives its secret."""
    steps.follow(page, "/accounts/second-factor/totp/activate/")
    secret = page.locator("code.secret").inner_text()
    steps.fill(page, code=code_of(secret))
    steps.press(page)
    _keep_codes(page)
    return secret


def code_of(secret: str, *, periods: int = 0) -> str:
    """What the app shows now, or so many half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + periods))


def let_minutes_pass(email: str) -> None:
    """Make the proof of this person's sessions older than five minutes."""
    keys = LoginSession.objects.filter(Q(user__email=email), ended_at__isnull=True).values("session_key")
    for row in Session.objects.filter(session_key__in=keys):
        session = row.get_session_store_class()(row.session_key)
        for record in session["account_authentication_methods"]:
            record["at"] -= 301
        session.modified = True
        session.save()


def _keep_codes(page: Page) -> None:
    expect(page.locator(".codes li")).to_have_count(10)
    page.locator("main a.primary").click()
    expect(page).to_have_url(re.compile(r"/$"))
