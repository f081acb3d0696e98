"""Sign-up and password reset: the same answer, the same work and the same waits, whether an account exists or not."""

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.core import context
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse

from portal.accounts import throttling
from portal.models import User


class SignupForm(allauth_forms.SignupForm):
    """allauth's, with a wait after many sign-ups."""

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError while this network or this address has to wait."""
        cleaned = super().clean()
        if not self.errors:
            _take_turn(cleaned["email"])
        return cleaned

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """Make the account; where there is one already, hash the password all the same."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        return super().try_save(request)


class ResetPasswordForm(allauth_forms.ResetPasswordForm):
    """allauth's, with a wait after many mails."""

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError while this network or this address has to wait."""
        cleaned = super().clean()
        if not self.errors:
            _take_turn(self.cleaned_data["email"])
        return cleaned


def _take_turn(email: str) -> None:
    request = context.request
    counters = throttling.mail_counters(request, email)
    throttling.require_free(counters, request.now)
    throttling.count(counters, request.now)
