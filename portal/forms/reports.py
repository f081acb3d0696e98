"""The filter of the list of reports."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

STATES = [("", _("All reports")), ("failed", _("Failed")), ("waiting", _("Being made")), ("done", _("Made"))]


class ReportFilterForm(forms.Form):
    """The state of the reports to be listed; it stands in the address."""

    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)


def report_filter(query: Mapping[str, Any]) -> ReportFilterForm:
    """The filter as it stands in the address; an unknown state filters nothing."""
    form = ReportFilterForm(query)
    if not form.is_valid():
        form.cleaned_data["state"] = ""
    return form
