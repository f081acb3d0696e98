"""The page's own form as the judge of what came as JSON: what a page refuses, the API refuses in the same words."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from rest_framework import serializers


def posted(given: Mapping[str, Any]) -> QueryDict:
    """JSON as a browser would send it: true is a ticked box, false and null are left out, a list is sent many times."""
    data = QueryDict(mutable=True)
    for name, value in given.items():
        if isinstance(value, list):
            data.setlist(name, [str(each) for each in value])
        elif value is not None and value is not False:
            data[name] = "on" if value is True else str(value)
    return data


def cleaned(form: forms.Form) -> dict[str, Any]:
    """What the form made of its data. Raises ValidationError with the sentences of the page."""
    if not form.is_valid():
        raise serializers.ValidationError({name: list(errors) for name, errors in form.errors.items()})
    return form.cleaned_data


def errors_of(*parts: forms.Form | forms.BaseFormSet) -> dict[str, list[str]]:
    """Every error of a page that is made of a form and rows, by field; a row's fields as `rows.2.name`."""
    found: dict[str, list[str]] = {}
    for part in parts:
        if isinstance(part, forms.BaseForm):
            found |= {name: list(lines) for name, lines in part.errors.items()}
            continue
        if lines := list(part.non_form_errors()):
            found[part.prefix] = lines
        for number, row in enumerate(part.forms):
            found |= {f"{part.prefix}.{number}.{name}": list(lines) for name, lines in row.errors.items()}
    return found
