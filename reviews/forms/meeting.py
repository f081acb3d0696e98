"""Forms of the presentation day: times, the room, votes, the chair's opinion, lots, a further session."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from portal.errors import Problem
from portal.forms.problems import ProblemsForm
from portal.forms.widgets import CountedTextarea, DateTimeInput, LargeChoice
from portal.wording import refusal
from reviews import wording
from reviews.rules.ballots import Choice
from reviews.rules.timetable import Slot

MINUTES, GAP = 40, 10


class FillForm(forms.Form):
    """When the first team begins, how long each one has and how long the breaks are; it stands in the address."""

    first = forms.DateTimeField(label=_("First presentation"), widget=DateTimeInput())
    minutes = forms.IntegerField(label=_("Minutes a team"), min_value=5, max_value=480, initial=MINUTES)
    gap = forms.IntegerField(label=_("Minutes between"), min_value=0, max_value=240, initial=GAP)

    def slots(self, refs: Sequence[str]) -> list[Slot]:
        """The teams one after the other."""
        return self.usual(refs, **self.cleaned_data)

    @staticmethod
    def usual(refs: Sequence[str], first: datetime, minutes: int = MINUTES, gap: int = GAP) -> list[Slot]:
        """The same from figures."""
        length, step = timedelta(minutes=minutes), timedelta(minutes=minutes + gap)
        starts = [first + number * step for number in range(len(refs))]
        return [Slot(ref, start, start + length) for ref, start in zip(refs, starts, strict=True)]


class SlotsForm(ProblemsForm):
    """A start and a length for each team; `teams` are names by reference, `slots` what is planned so far."""

    def __init__(self, *args: Any, teams: Mapping[str, str], slots: Sequence[Slot] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.teams, planned = teams, {slot.ref: slot for slot in slots}
        for ref, name in teams.items():
            slot = planned.get(ref)
            self.fields[f"start_{ref}"] = forms.DateTimeField(
                label=_("Start: %(team)s") % {"team": name},
                widget=DateTimeInput(),
                initial=slot and slot.starts_at,
            )
            self.fields[f"minutes_{ref}"] = forms.IntegerField(
                label=_("Minutes: %(team)s") % {"team": name},
                min_value=1,
                max_value=480,
                initial=int((slot.ends_at - slot.starts_at) / timedelta(minutes=1)) if slot else MINUTES,
            )

    def rows(self) -> Iterator[tuple[str, str, BoundField, BoundField]]:
        """Each team with its two fields."""
        for ref, name in self.teams.items():
            yield ref, name, self[f"start_{ref}"], self[f"minutes_{ref}"]

    def slots(self) -> list[Slot]:
        """The times as they were typed."""
        return [self._slot(ref, self.cleaned_data[f"start_{ref}"]) for ref in self.teams]

    def _slot(self, ref: str, start: datetime) -> Slot:
        return Slot(ref, start, start + timedelta(minutes=self.cleaned_data[f"minutes_{ref}"]))

    def add_problems(self, problems: Sequence[Problem]) -> None:
        """At the start of the team that it belongs to."""
        for problem in problems:
            name = f"start_{problem.field_name}"
            sentence = refusal(problem.code, dict(problem.params))
            self.add_error(name if name in self.fields else None, sentence)


class SittingForm(SlotsForm):
    """The times of a further session, and why it is held; each team's fields stand under its name."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        help_text=_("The person who approves reads this first."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for _ref, _name, start, minutes in self.rows():
            start.field.label, minutes.field.label = _("Start time"), _("Minutes")
            start.label, minutes.label = start.field.label, minutes.field.label


class SeatsField(forms.MultipleChoiceField):
    """Labels of seats; which exist is the action's to know."""

    def valid_value(self, value: str) -> bool:
        """Anything that was ticked."""
        return True


class AttendanceForm(ProblemsForm):
    """Which seats came in or left, and when if not now."""

    IN, OUT = "in", "out"
    seats = SeatsField(label=_("Seats concerned"), error_messages={"required": _("Please choose at least one seat.")})
    way = forms.ChoiceField(choices=[(IN, _("Came into the room")), (OUT, _("Left the room"))])
    at = forms.DateTimeField(label=_("Time (empty: now)"), required=False, widget=DateTimeInput(seconds=True))

    def step(self, now: datetime) -> dict[str, Any]:
        """What the action is told."""
        return {
            "seats": self.cleaned_data["seats"],
            "came_in": self.cleaned_data["way"] == self.IN,
            "at": self.cleaned_data["at"] or now,
        }


class VoteForm(ProblemsForm):
    """Every gate's question with yes, no and abstain; `gates` are those of the rule card, in its order."""

    def __init__(self, *args: Any, questions: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, question in questions.items():
            self.fields[code] = forms.ChoiceField(
                label=question,
                choices=[(choice.value, wording.CHOICE[choice]) for choice in Choice],
                widget=LargeChoice,
                error_messages={"required": _("Please answer this question. You may abstain.")},
            )

    def answers(self) -> list[dict[str, Any]]:
        """What was chosen, for the page that asks once more."""
        return [
            {"label": self.fields[code].label, "value": wording.CHOICE[Choice(choice)]}
            for code, choice in self.cleaned_data.items()
        ]


class OpinionForm(ProblemsForm):
    """The chair's consolidated opinion on one application."""

    text = forms.CharField(label=_("Consolidated opinion"), max_length=6000)

    def __init__(self, *args: Any, minimum: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["text"]
        field.help_text = _("The team reads it with its result. It stands in the records of the round.")
        field.widget = CountedTextarea(minimum=minimum, maximum=6000, attrs={"rows": "12"})
        field.widget.is_required = True


class LotsForm(ProblemsForm):
    """The number that each tied team drew, and how the lot was held."""

    reason = forms.CharField(
        label=_("How the lots were drawn"),
        max_length=1000,
        help_text=_("Who drew, when and where, in whose presence. The person who confirms reads this first."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, teams: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.teams = teams
        for ref, name in teams.items():
            self.fields[f"lot_{ref}"] = forms.IntegerField(
                label=_("Number drawn by %(team)s") % {"team": name},
                min_value=1,
                max_value=10**9,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            )
        self.order_fields([*(f"lot_{ref}" for ref in teams), "reason"])

    def numbers(self) -> dict[str, int]:
        """What was drawn."""
        return {ref: self.cleaned_data[f"lot_{ref}"] for ref in self.teams}

    def add_problems(self, problems: Sequence[Problem]) -> None:
        """At the number of the team that it belongs to."""
        for problem in problems:
            name = f"lot_{problem.field_name}"
            sentence = refusal(problem.code, dict(problem.params))
            self.add_error(name if name in self.fields else None, sentence)
