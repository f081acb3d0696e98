"""What a browser would send for a section as it stands, so that a test changes only what it is about."""

from typing import Any

from django import forms

from applications.forms.card_sections import Section


def typed(section: Section, **changes: Any) -> dict[str, Any]:
    """The data of an unbound section's page; changes are named by field, `rows-0-name_ko` written `rows_0_name_ko`."""
    data: dict[str, Any] = {}
    if section.form is not None:
        data |= _values(section.form)
    if section.rows is not None:
        data |= _values(section.rows.management_form)
        for row in section.rows:
            data |= _values(row)
    for name, value in changes.items():
        key = "rows-{}-{}".format(*name.split("_", 2)[1:]) if name.startswith("rows_") else name
        if value is None:
            data.pop(key, None)
        else:
            data[key] = value
    return data


def _values(form: forms.BaseForm) -> dict[str, Any]:
    values = {}
    for name in form.fields:
        field = form[name]
        value = field.value()
        if value in (None, False):
            continue
        shown = field.field.widget.format_value(value)
        if isinstance(value, bool):
            values[field.html_name] = "on"
        elif isinstance(value, list):
            values[field.html_name] = value
        else:
            values[field.html_name] = shown[0] if isinstance(shown, list) else shown
    return values
