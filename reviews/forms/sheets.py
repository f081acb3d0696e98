"""The score sheet: points and comment for every criterion, kept as typed, checked before it is signed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from applications.rules.rule_card import Criterion, Text
from portal.display import localized
from portal.errors import BrokenRule
from portal.forms.problems import ProblemsForm
from portal.forms.widgets import CountedTextarea, PointsInput
from reviews.permissions import Place
from reviews.rules import sheets as rule
from reviews.rules.anchors import read_anchors
from reviews.rules.sheets import COMMENT_MAX, Typed

POINTS_TEXT_MAX = 20


@dataclass(frozen=True)
class Row:
    """One criterion as `components/score_row.html` lays it out."""

    criterion: Mapping[str, Any]
    points: BoundField
    comment: BoundField


def in_language(text: Text) -> str:
    """A text of the rule card in the active language."""
    return localized({"ko": text.ko, "en": text.en})


class SheetForm(ProblemsForm):
    """What was typed; `seen` says which saving was on the page, so that two windows do not overwrite each other."""

    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        criteria: Sequence[Criterion],
        digits: int,
        comment_min: int,
        typed: Typed,
        saved_at: datetime | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.criteria, self.digits, self.comment_min = criteria, digits, comment_min
        self.before = typed
        self.stamp = saved_at.isoformat() if saved_at else ""
        self.initial["seen"] = self.stamp
        for criterion in criteria:
            self._add(criterion, typed.get(criterion.code, {}))

    def clean(self) -> dict[str, Any]:
        """Refuse to overwrite, once, what another window saved meanwhile; the second saving wins."""
        cleaned = super().clean()
        if cleaned.get("seen", "") != self.stamp:
            self.data = self.data.copy()
            self.data["seen"] = self.stamp
            self.add_error(
                None,
                _("This sheet was saved in another window meanwhile. Save again to keep what stands here instead."),
            )
        return cleaned

    def typed(self) -> dict[str, dict[str, str]]:
        """What stands in the fields, right or wrong."""
        return {
            criterion.code: {
                "points": self.cleaned_data.get(f"points_{criterion.code}", ""),
                "comment": self.cleaned_data.get(f"comment_{criterion.code}", ""),
            }
            for criterion in self.criteria
        }

    def check(self) -> bool:
        """Whether the sheet can be signed as it stands; otherwise every problem is said at its field."""
        try:
            rule.read_marks(self.typed(), self.criteria, digits=self.digits, comment_min=self.comment_min)
        except BrokenRule as broken:
            self.add_problems(broken.problems)
            return False
        return True

    def take_as_saved(self, now: datetime) -> None:
        """What is shown again was saved at this moment, so that the next saving does not take it for another's."""
        self.data = self.data.copy()
        self.data["seen"] = self.stamp = now.isoformat()

    def marks_of_draft(self) -> tuple[rule.Mark, ...] | None:
        """The saved draft as it would be signed, or None while something is missing."""
        try:
            return rule.read_marks(self.before, self.criteria, digits=self.digits, comment_min=self.comment_min)
        except BrokenRule:
            return None

    def running(self) -> rule.Running:
        """The total so far."""
        typed = self.typed() if hasattr(self, "cleaned_data") else self.before
        return rule.running(typed, self.criteria, digits=self.digits)

    def rows(self) -> Iterator[Row]:
        """The criteria in the order of the card."""
        for criterion in self.criteria:
            anchor = in_language(criterion.anchor)
            anchors = read_anchors(anchor)
            yield Row(
                {
                    "label": in_language(criterion.name),
                    "max": criterion.max,
                    "anchors": anchors,
                    "question": "" if anchors else anchor,
                },
                self[f"points_{criterion.code}"],
                self[f"comment_{criterion.code}"],
            )

    def _add(self, criterion: Criterion, before: Mapping[str, str]) -> None:
        name = in_language(criterion.name)
        self.fields[f"points_{criterion.code}"] = forms.CharField(
            label=_("%(criterion)s, points") % {"criterion": name},
            required=False,
            max_length=POINTS_TEXT_MAX,
            widget=PointsInput(criterion.max),
            initial=before.get("points", ""),
        )
        self.fields[f"comment_{criterion.code}"] = forms.CharField(
            label=_("%(criterion)s, grounds") % {"criterion": name},
            required=False,
            max_length=COMMENT_MAX,
            widget=CountedTextarea(
                minimum=self.comment_min, attrs={"placeholder": _("Please write what your judgement rests on")}
            ),
            initial=before.get("comment", ""),
        )


def sheet_form(data: Any, at: Place) -> SheetForm:
    """The form of one member's sheet, with its draft."""
    card = at.seat.panel.round.card.read()
    return SheetForm(
        data,
        criteria=card.criteria[at.stage],
        digits=card.rule(at.stage)["score"]["digits"],
        comment_min=card.comment_min,
        typed=at.typed,
        saved_at=at.saved_at,
    )


class SignForm(ProblemsForm):
    """The signature under what the check page shows; a correction of a signed sheet says why."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Reason for the correction"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Please say why you correct the signed sheet.")},
    )

    def __init__(self, *args: Any, is_correction: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_correction:
            del self.fields["reason"]

    def signature(self) -> dict[str, str]:
        """What the action is told."""
        return {"seen": self.cleaned_data["seen"], "reason": self.cleaned_data.get("reason", "")}
