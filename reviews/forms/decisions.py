"""Forms of the decision desk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.forms.problems import ProblemsForm


class PrepareForm(ProblemsForm):
    """Prepare the first version, or a further one with the reason for it."""

    reason = forms.CharField(
        label=_("Why a new version is prepared"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, is_further: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_further:
            del self.fields["reason"]


class PublicationForm(ProblemsForm):
    """Why the decision should be confirmed and published."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        help_text=_("The person who approves reads this first."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
