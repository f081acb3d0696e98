"""Controls that the house adds to Django's: days and moments, points, counted text, large choices, uploads."""

from decimal import Decimal
from typing import Any

from django import forms


class DateInput(forms.DateInput):
    """A day, chosen in the browser's own calendar or typed."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DateTimeInput(forms.DateTimeInput):
    """A moment on Seoul's clock, to the minute (with `seconds` to the second)."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None, *, seconds: bool = False) -> None:
        step = {"step": "1"} if seconds else {}
        super().__init__(step | (attrs or {}), format="%Y-%m-%dT%H:%M:%S" if seconds else "%Y-%m-%dT%H:%M")


class TimeInput(forms.TimeInput):
    """A time of day, to the minute."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class PointsInput(forms.TextInput):
    """Points of a score sheet: typed text with a number keypad, so that no scroll wheel ever changes a score."""

    def __init__(self, maximum: Decimal | int | str, attrs: dict[str, Any] | None = None) -> None:
        own = {"inputmode": "decimal", "autocomplete": "off", "class": "points-input", "data-points": str(maximum)}
        super().__init__(own | (attrs or {}))


class CountedTextarea(forms.Textarea):
    """Text whose length is counted under it: `minimum` characters are needed, `maximum` are possible."""

    def __init__(self, *, minimum: int = 0, maximum: int = 0, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": "3"} | (attrs or {}))
        self.minimum, self.maximum = minimum, maximum

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """What Django gives a widget's template, with the count and its bounds."""
        context = super().get_context(name, value, attrs)
        context["widget"]["counter"] = {
            "minimum": self.minimum,
            "maximum": self.maximum,
            "now": len((value or "").strip().replace("\r\n", "\n")),
        }
        return context


class LargeChoice(forms.RadioSelect):
    """Few answers as large buttons side by side, for votes and for yes or no."""

    template_name = "forms/large_choice.html"


class UploadInput(forms.FileInput):
    """A file to hand in; `accept` and `max_bytes` are said beside it and looked at before sending."""

    template_name = "forms/upload.html"

    def __init__(self, *, accept: str = "", max_bytes: int = 0, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(({"accept": accept} if accept else {}) | (attrs or {}))
        self.accept, self.max_bytes = accept, max_bytes

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """What Django gives a widget's template, with the bounds of the file."""
        context = super().get_context(name, value, attrs)
        context["widget"] |= {
            "max_bytes": self.max_bytes,
            "kinds": " · ".join(part.strip().removeprefix(".").upper() for part in self.accept.split(",") if part),
        }
        return context
