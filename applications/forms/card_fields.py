"""Fields of the rule card's editor: texts in two languages, codes, decimals, fractions."""

import re
from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

DECIMAL = RegexValidator(
    r"\A\d{1,9}(\.\d{1,9})?\Z", _("Please write digits, with a point before decimals: 40 or 35.5.")
)
FRACTION = RegexValidator(r"\A\d{1,9}(/\d{1,9})?\Z", _("Please write a fraction such as 1/2 or 2/3."))
CODE = RegexValidator(
    r"\A[A-Za-z0-9_.-]{1,64}\Z", _("Please use letters A to Z, digits, full stop, hyphen and underscore.")
)


def text_pair(korean: Any, english: Any, *, rows: int = 0, most: int = 200) -> tuple[forms.CharField, forms.CharField]:
    """Fields for `<name>_ko` and `<name>_en`; English may stay empty and then falls back to Korean."""

    def field(label: Any, *, required: bool) -> forms.CharField:
        control = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
        return forms.CharField(label=label, max_length=most, required=required, widget=control)

    return field(korean, required=True), field(english, required=False)


def read_text(name: str, text: Mapping[str, str]) -> dict[str, str]:
    """Initial values of a pair."""
    return {f"{name}_ko": text["ko"], f"{name}_en": text.get("en", "")}


def typed_text(name: str, cleaned: Mapping[str, Any]) -> dict[str, str]:
    """What was typed, as the card holds it."""
    return {language: cleaned[f"{name}_{language}"].replace("\r\n", "\n") for language in ("ko", "en")}


def code_field() -> forms.CharField:
    """The short name that figures and records use; made up when it stays empty."""
    return forms.CharField(
        label=_("Code"),
        max_length=64,
        required=False,
        validators=[CODE],
        help_text=_("Used in records and files. Leave it empty to have one made."),
    )


def decimal_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    """A decimal that stays the text that was typed, so that nothing is rounded."""
    return forms.CharField(
        label=label,
        max_length=19,
        required=required,
        help_text=help_text,
        validators=[DECIMAL],
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )


class FractionField(forms.CharField):
    """A share such as 1/2, kept as typed; zero as denominator is refused here."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=19, validators=[FRACTION], **kwargs)

    def clean(self, value: Any) -> str:
        """The text. Raises ValidationError when it is no fraction."""
        text = super().clean(value)
        if text and not int(text.partition("/")[2] or 1):
            raise forms.ValidationError(FRACTION.message, code="invalid")
        return text


def share(value: str) -> Fraction:
    """The number that a valid fraction text stands for."""
    return Fraction(value)


def unique_code(stem: str, taken: Collection[str], place: int) -> str:
    """`<stem>-<n>` that nothing in the list has yet."""
    word, number = re.sub(r"_criteria$", "", stem), place + 1
    while f"{word}-{number}" in taken:
        number += 1
    return f"{word}-{number}"
