"""Ask for a role."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from portal import wording
from portal.choices import labelled
from portal.errors import Problem
from portal.roles import Agency, Role

MOST_DAYS = 365


class GrantForm(forms.Form):
    """Who is to hold which role, where and for how long."""

    email = forms.EmailField(
        label=_("E-mail address of the account"), help_text=_("The person must have an account already.")
    )
    role = forms.TypedChoiceField(label=_("Role"), choices=labelled(Role, wording.ROLE), coerce=Role)
    agency = forms.TypedChoiceField(label=_("Agency"), choices=labelled(Agency, wording.AGENCY), coerce=Agency)
    days = forms.IntegerField(
        label=_("For so many days"),
        min_value=1,
        max_value=MOST_DAYS,
        initial=MOST_DAYS,
        help_text=_("A role ends by itself."),
    )
    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    def add_problems(self, problems: Sequence[Problem]) -> None:
        """Say at the field what the action refused."""
        for problem in problems:
            self.add_error(problem.field_name or None, wording.refusal(problem.code, dict(problem.params)))


class RecoveryForm(forms.Form):
    """Whose second factor is lost, and how that is known."""

    email = forms.EmailField(label=_("E-mail address of the account"))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        help_text=_("Say how you made sure that it was this person who asked you."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    add_problems = GrantForm.add_problems
