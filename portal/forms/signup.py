"""What sign-up asks beside e-mail and password."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy

from portal.models import Consent, User
from portal.wording import PRIVACY_VERSION


class NameForm(forms.Form):
    """allauth's extra sign-up fields."""

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    privacy = forms.BooleanField(
        label=gettext_lazy("I have read the privacy policy and agree that my data are used as it says"),
        error_messages={"required": gettext_lazy("Please read the privacy policy and agree to it.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["privacy"].help_text = format_html(
            '{} <a href="{}" target="_blank">{}</a>',
            gettext(
                "Name, e-mail address and password, to log in and to get notices, until you ask for deletion."
                " You may decline; then no account is made."
            ),
            reverse("privacy"),
            gettext("Privacy policy (opens in a new window)"),
        )

    def signup(self, request: HttpRequest, user: User) -> None:
        """Keep the name on the new account, and which policy was agreed to when."""
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])
        Consent.objects.create(user=user, version=PRIVACY_VERSION, agreed_at=request.now)
