"""Forms about a whole round: a new one, the reason for a grave act, the desk's filter."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications import wording
from applications.lifecycle import RoundStatus
from applications.queries import card_templates
from portal.choices import labelled
from portal.display import localized
from portal.errors import Problem
from portal.forms.widgets import DateInput
from portal.wording import refusal


class _DraftForm(forms.Form):
    """The reference that every new round needs, and what an action refused about it."""

    reference = forms.CharField(
        label=_("Reference"),
        max_length=30,
        help_text=_("It stands in addresses and document numbers and does not change, for example 2026-additional."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def add_problems(self, problems: Sequence[Problem]) -> None:
        """Say at the field what the action refused."""
        for problem in problems:
            self.add_error(problem.field_name or None, refusal(problem.code, dict(problem.params)))


class NewRoundForm(_DraftForm):
    """Which reference and which template a round begins with."""

    template = forms.ChoiceField(label=_("Start from"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = card_templates().items()
        self.fields["template"].choices = [(name, localized(card["title"])) for name, card in offered]
        self.fields["template"].initial = next(name for name, _card in offered)


class CloneForm(_DraftForm):
    """The new round's reference and the day on which its applications begin."""

    first_day = forms.DateField(
        label=_("First day of applications"),
        widget=DateInput(),
        help_text=_("All other days move by as many days. Times of day stay."),
    )


class ComparisonForm(forms.Form):
    """Which card the round's own is compared with; it stands in the address."""

    other = forms.ChoiceField(label=_("Compare with"), required=False)

    def __init__(self, *args: Any, choices: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = choices


class ReasonForm(forms.Form):
    """Why a grave act is asked for; the second person reads it."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        help_text=_("The person who approves reads this first."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DeskFilterForm(forms.Form):
    """The state of the rounds to be listed; it stands in the address."""

    status = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["status"].choices = [("", _("All states")), *labelled(RoundStatus, wording.ROUND_STATUS)]


def desk_filter(query: Mapping[str, Any]) -> DeskFilterForm:
    """The filter as it stands in the address; an unknown state filters nothing."""
    form = DeskFilterForm(query)
    if not form.is_valid():
        form.cleaned_data["status"] = ""
    return form
