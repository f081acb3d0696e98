"""What allauth asks the house: waits after failures, how often to prove oneself, notices, keys of factors."""

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.accounts import devices, throttling
from portal.accounts.proof import is_fresh
from portal.models import User

# allauth's notices → our mail, and what it says has happened.
NOTICES = {
    "account/email/password_changed": "password",
    "account/email/password_set": "password",
    "account/email/password_reset": "password",
    "mfa/email/totp_activated": "app_added",
    "mfa/email/totp_deactivated": "app_removed",
    "mfa/email/webauthn_added": "passkey_added",
    "mfa/email/webauthn_removed": "passkey_removed",
    "mfa/email/recovery_codes_generated": "codes_made",
}
METHODS = {
    "reauthenticate": _("Use my password"),
    "mfa_reauthenticate": _("Use a code"),
    "mfa_reauthenticate:webauthn": _("Use a passkey"),
}


class AccountAdapter(DefaultAccountAdapter):
    """Counts failed logins, and lets a login of the last minutes count as proof."""

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Raises ValidationError while this account, network or browser has to wait."""
        throttling.require_free(throttling.login_counters(request, credentials["email"]), request.now)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """The person; a right password forgives the wrong ones before it."""
        user = super().authenticate(request, **credentials)
        if user:
            throttling.forgive(throttling.login_counters(request, credentials["email"]))
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Count it, whether there is such an account or not."""
        throttling.count(throttling.login_counters(request, credentials["email"]), request.now)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not within minutes after a login: who has just come in need not prove it twice."""
        return not is_fresh(context.request)

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """Whoever has a second factor proves themselves with it; the password alone would be a weaker side door."""
        methods = [
            method | {"description": METHODS[method["id"]]} for method in super().get_reauthentication_methods(user)
        ]
        strong = [method for method in methods if method["id"].startswith("mfa_")]
        # The passkey first: one touch.
        return sorted(strong, key=lambda method: method["id"], reverse=True) or methods

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """A change of the account told to its owner, through the outbox like every mail."""
        what = NOTICES.get(template_prefix)
        request = self.request
        if what and user and request:
            devices.tell(user, "account_changed", request.now, key=f"{what}-{request.now.timestamp()}", what=what)


class MFAAdapter(DefaultMFAAdapter):
    """Secrets of apps and recovery codes are encrypted with a key that is not in the database."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This is not right, or was used already. Please enter the code that the app shows now."),
    }

    def encrypt(self, text: str) -> str:
        """Under the present SECRET_KEY."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Under the present SECRET_KEY or one of SECRET_KEY_FALLBACKS. Raises InvalidToken for any other."""
        return _box().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002 (allauth's name)
        """What a new passkey is called until its owner names it."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Passkey %(number)s") % {"number": number}

    def _get_site_name(self) -> str:
        return str(settings.SITE_NAME)


def _box() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    keys = [salted_hmac("second-factor", "", secret=secret, algorithm="sha256").digest() for secret in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])
