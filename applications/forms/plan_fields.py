"""Fields of an application's plan. A draft may be incomplete, so none is required; what is typed is never cut."""

import re
import unicodedata
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from applications.plan_wording import FIELD
from portal.forms.widgets import CountedTextarea, DateInput
from portal.rules.registration_no import formatted, is_valid

LONG = 3000


class Line(forms.CharField):
    """One line of text, in NFC, so that two spellings of one name are equal."""

    breaks = re.compile(r"[\x01-\x1f\x7f]+")

    def __init__(self, name: str, *, most: int = 120, **kwargs: Any) -> None:
        super().__init__(**{"label": FIELD[name], "required": False, "max_length": most, **kwargs})

    def to_python(self, value: Any) -> str:
        """Normalised before its length is looked at; a name on one line holds no line break."""
        if isinstance(value, str):
            value = self.breaks.sub(" ", unicodedata.normalize("NFC", value))
        return super().to_python(value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No maxlength in the page: a browser would silently cut what is pasted."""
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}


class Paragraphs(Line):
    """Running text whose characters are counted as people count them: a line break is one."""

    breaks = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]+")

    def __init__(self, name: str, *, most: int = LONG, rows: int = 5, **kwargs: Any) -> None:
        super().__init__(name, most=most, widget=CountedTextarea(maximum=most, attrs={"rows": str(rows)}), **kwargs)

    def to_python(self, value: Any) -> str:
        """Line breaks of every system become one character."""
        return super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value)


class RegistrationNo(Line):
    """사업자등록번호, however it is typed; stored as 000-00-00000."""

    default_error_messages = {
        "check": _("This number cannot be right: please look at its ten digits again (000-00-00000)."),
    }

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "off", "placeholder": "000-00-00000"}
        super().__init__("registration_no", most=40, widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> str:
        """The formatted number. Raises ValidationError when the check digit does not hold."""
        written = formatted(super().clean(value))
        if written and not is_valid(written):
            raise ValidationError(self.error_messages["check"], code="check")
        return written


class Score(forms.DecimalField):
    """A score of a benchmark, kept as the decimal that was typed."""

    def __init__(self, name: str) -> None:
        super().__init__(
            label=FIELD[name],
            required=False,
            min_value=0,
            max_digits=10,
            decimal_places=4,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        )

    def clean(self, value: Any) -> str:
        """The decimal as text without an exponent, "" for none."""
        found = super().clean(value)
        return format(found, "f") if isinstance(found, Decimal) else ""


class Whole(forms.IntegerField):
    """A positive whole number."""

    def __init__(self, name: str, *, most: int) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "off"}
        super().__init__(
            label=FIELD[name], required=False, min_value=1, max_value=most, widget=forms.TextInput(attrs=attrs)
        )


class Day(forms.DateField):
    """A day, kept as ISO text."""

    def __init__(self, name: str) -> None:
        super().__init__(label=FIELD[name], required=False, widget=DateInput())

    def clean(self, value: Any) -> str:
        """ISO text, "" for none."""
        found = super().clean(value)
        return found.isoformat() if found else ""
