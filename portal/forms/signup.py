"""What sign-up asks beside e-mail and password."""

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from portal.models import User


class NameForm(forms.Form):
    """allauth's extra sign-up fields."""

    name = forms.CharField(label=_("Name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name"}))

    def signup(self, request: HttpRequest, user: User) -> None:
        """Keep the name on the new account."""
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])
