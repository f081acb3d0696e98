"""The screening checklist (요건검토표): one answer a line of the rule card, with the reason where it does not hold."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from applications.rules.screening import CheckAnswer
from portal.display import localized
from portal.forms.problems import ProblemsForm

HOLDS, FAILS = "yes", "no"


class ScreeningForm(ProblemsForm):
    """Built from the card's checklist; a correction of an earlier screening also asks why."""

    reason = forms.CharField(
        label=_("Reason for the correction"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The applicant reads this with the new result."),
    )

    def __init__(
        self,
        *args: Any,
        checklist: Sequence[Mapping[str, Any]],
        earlier: Sequence[Mapping[str, Any]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.codes = [line["code"] for line in checklist]
        before = {answer["code"]: answer for answer in earlier}
        for number, line in enumerate(checklist, start=1):
            self._add_line(number, line, before.get(line["code"]))
        if not earlier:
            del self.fields["reason"]

    def lines(self) -> Iterator[tuple[BoundField, BoundField]]:
        """Answer and reason of each line, for the page."""
        for code in self.codes:
            yield self[f"holds_{code}"], self[f"reason_{code}"]

    def answers(self) -> list[CheckAnswer]:
        """What was answered, in the order of the card. A reason given to a line that holds is left out."""
        cleaned = self.cleaned_data
        return [
            CheckAnswer(code, holds, "" if holds else cleaned[f"reason_{code}"])
            for code in self.codes
            for holds in (cleaned[f"holds_{code}"],)
        ]

    def _add_line(self, number: int, line: Mapping[str, Any], before: Mapping[str, Any] | None) -> None:
        code = line["code"]
        self.fields[f"holds_{code}"] = forms.TypedChoiceField(
            label=localized(line["question"]),
            choices=[(HOLDS, _("Met")), (FAILS, _("Not met"))],
            coerce=lambda value: value == HOLDS,
            widget=forms.RadioSelect,
            initial=None if before is None else (HOLDS if before["holds"] else FAILS),
            error_messages={"required": _("Please answer this line.")},
        )
        self.fields[f"reason_{code}"] = forms.CharField(
            label=_("Line %(number)s: why it is not met") % {"number": number},
            max_length=1000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
            initial=before["reason"] if before else "",
        )
