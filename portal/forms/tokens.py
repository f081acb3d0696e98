"""Make a token of the API."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.registry import registry
from portal.rules.tokens import MOST_DAYS, USUAL_DAYS


class TokenForm(forms.Form):
    """What a token is for, what it may do, and for how long."""

    name = forms.CharField(label=_("What the token is for"), max_length=80)
    scopes = forms.MultipleChoiceField(label=_("What it may do"), widget=forms.CheckboxSelectMultiple)
    days = forms.IntegerField(
        label=_("For so many days"),
        min_value=1,
        max_value=MOST_DAYS,
        initial=USUAL_DAYS,
        help_text=_("It ends by itself."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scopes"].choices = sorted(registry.scopes.items())
