"""Codes and passkeys in forms of the house: with waits after wrong codes, with labels, without placeholders."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.mfa.base import forms as base_forms
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as webauthn_forms
from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts import throttling


class _CountedCode(forms.Form):
    """A code whose wrong tries are counted for its person."""

    def clean_code(self) -> str:
        """Raises ValidationError for a wrong code, and while its person has to wait."""
        now, counters = context.request.now, throttling.code_counters(self.user.pk)
        throttling.require_free(counters, now)
        try:
            code = super().clean_code()
        except forms.ValidationError:
            throttling.count(counters, now)
            raise
        throttling.forgive(counters)
        return code


class AuthenticateForm(_CountedCode, base_forms.AuthenticateForm):
    """The second step of a login."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _describe(self)


class ReauthenticateForm(_CountedCode, base_forms.ReauthenticateForm):
    """Proof that it is still the same person."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _describe(self)


class ActivateTOTPForm(_CountedCode, totp_forms.ActivateTOTPForm):
    """The first code of an app that has just read the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code of the app")
        self.fields["code"].help_text = _("Six digits; a new code appears every 30 seconds.")
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "placeholder": ""}

    def clean_code(self) -> str:
        """The right code also proves, in this session, that one has the app."""
        code = super().clean_code()
        record_authentication(context.request, self.user, "mfa", type="totp")
        return code


class AddPasskeyForm(webauthn_forms.AddWebAuthnForm):
    """A name for the new passkey; the passkey itself comes from the browser."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the passkey")
        self.fields["name"].help_text = _("So that you recognise it later, such as “office laptop”.")
        self.fields["passwordless"].label = _("Log in with it alone, without the password")
        self.fields["passwordless"].help_text = _("The device then asks for your fingerprint, face or PIN each time.")
        self.fields["passwordless"].initial = True


class NamePasskeyForm(webauthn_forms.EditWebAuthnForm):
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the passkey")


def _describe(form: forms.Form) -> None:
    form.fields["code"].label = _("Code of the app or recovery code")
    form.fields["code"].help_text = _("Six digits from your app, or one of your eight-digit recovery codes.")
    form.fields["code"].widget.attrs |= {"inputmode": "numeric", "placeholder": ""}
