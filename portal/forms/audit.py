"""Filters of the records, the reason for taking them out, and the findings of a month."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal import wording
from portal.choices import labelled
from portal.forms.widgets import DateInput
from portal.rules.accesses import AccessKind

SHORTEST_REASON = 10


class LogFilterForm(forms.Form):
    """What is searched for and in which period; it stands in the address."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100)
    since = forms.DateField(label=_("From this day"), required=False, widget=DateInput())
    until = forms.DateField(label=_("To this day"), required=False, widget=DateInput())
    order = forms.ChoiceField(
        label=_("Sort by"), required=False, choices=[("newest", _("Newest first")), ("oldest", _("Oldest first"))]
    )


class AuditFilterForm(LogFilterForm):
    """Acts, also those of one round only."""

    chain = forms.CharField(label=_("Round (reference) or “house”"), required=False, max_length=60)
    field_order = ("q", "chain", "since", "until", "order")


class AccessFilterForm(LogFilterForm):
    """Readings, also of one kind only."""

    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All")), *labelled(AccessKind, wording.ACCESS_KIND)]
    )
    field_order = ("q", "kind", "since", "until", "order")


FILTERS = {"audit": AuditFilterForm, "access": AccessFilterForm}


def log_filter(log: str, query: Mapping[str, Any]) -> tuple[LogFilterForm, dict[str, Any]]:
    """The filter as it stands in the address, and what of it could be read."""
    form = FILTERS[log](query)
    form.is_valid()
    return form, form.cleaned_data


class ExportForm(forms.Form):
    """Why the records are taken out, and how."""

    format = forms.ChoiceField(
        label=_("Format"), choices=[("csv", "CSV"), ("jsonl", "JSON Lines")], widget=forms.RadioSelect, initial="csv"
    )
    reason = forms.CharField(
        label=_("Reason"),
        min_length=SHORTEST_REASON,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands in the access log beside your name, for example: request of the Board of Audit."),
    )


class FindingsForm(forms.Form):
    """What a look through the month found."""

    findings = forms.CharField(
        label=_("Findings"),
        min_length=SHORTEST_REASON,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What was noticed and what is done about it; if nothing, say so."),
    )
