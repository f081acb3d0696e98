"""Forms about the panel: a new member, a dismissal, the chair, pledges and interests."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from portal.forms.problems import ProblemsForm
from portal.forms.widgets import LargeChoice
from reviews.rules.panel import Interest

NONE, CONFLICT = "no", "yes"


def _reason(help_text: Any) -> forms.CharField:
    return forms.CharField(
        label=_("Reason"), max_length=1000, help_text=help_text, widget=forms.Textarea(attrs={"rows": 3})
    )


class AppointForm(ProblemsForm):
    """Who takes a seat; once the panel is fixed, also why."""

    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("The person is told by e-mail and sets a password there if there is no account yet."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    name = forms.CharField(label=_("Name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    affiliation = forms.CharField(
        label=_("Affiliation"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    reason = _reason(_("The person who approves reads this first."))

    def __init__(self, *args: Any, fixed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not fixed:
            del self.fields["reason"]


class DismissForm(forms.Form):
    """Why a member leaves the panel."""

    reason = _reason(_("It is kept in the records of the round."))


class RevealForm(forms.Form):
    """Why a grave act is asked for; the second person reads it."""

    reason = _reason(_("The person who approves reads this first."))


class ChairForm(ProblemsForm):
    """Who chairs: the whole panel, or one application where the chair is recused."""

    seat = forms.ChoiceField(label=_("Elected member"))
    application = forms.ChoiceField(
        label=_("For"), required=False, help_text=_("Choose one application only where the chair is recused from it.")
    )

    def __init__(
        self, *args: Any, seats: Sequence[Any], applications: Iterable[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seat"].choices = [(str(seat.pk), f"{seat.label} · {seat.user.name}") for seat in seats]
        named = [(str(pk), name) for pk, name in applications]
        self.fields["application"].choices = [("", _("All applications")), *named]

    def election(self) -> dict[str, int | None]:
        """What the action is told."""
        application = self.cleaned_data["application"]
        return {
            "seat_id": int(self.cleaned_data["seat"]),
            "application_id": int(application) if application else None,
        }


class PledgeForm(ProblemsForm):
    """One box a pledge; all have to be ticked."""

    def __init__(self, *args: Any, pledges: Sequence[Mapping[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pledges = pledges
        for pledge in pledges:
            self.fields[pledge["code"]] = forms.BooleanField(
                label=_("I take this pledge."),
                error_messages={"required": _("Please confirm that you take this pledge.")},
            )

    def rows(self) -> Iterator[tuple[Mapping[str, Any], BoundField]]:
        """Each pledge's text with its box."""
        for pledge in self.pledges:
            yield pledge, self[pledge["code"]]

    def codes(self) -> list[str]:
        """The pledges that were taken."""
        return [code for code, taken in self.cleaned_data.items() if taken]


class InterestForm(ProblemsForm):
    """For every application: no conflict of interest, or a conflict and what it is."""

    def __init__(self, *args: Any, applications: Sequence[Mapping[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.applications = applications
        for application in applications:
            self._add(application)

    def rows(self) -> Iterator[tuple[Mapping[str, Any], BoundField, BoundField]]:
        """Each application with its two fields."""
        for application in self.applications:
            reference = application["reference"]
            yield application, self[f"conflict_{reference}"], self[f"reason_{reference}"]

    def clean(self) -> dict[str, Any]:
        """A conflict needs a word about what it is, before it becomes a recusal that cannot be taken back here."""
        cleaned = super().clean()
        for application in self.applications:
            reference = application["reference"]
            if cleaned.get(f"conflict_{reference}") and not cleaned.get(f"reason_{reference}"):
                self.add_error(f"reason_{reference}", _("Please say in a few words what the conflict is."))
        return cleaned

    def interests(self) -> list[Interest]:
        """What is new: undeclared applications, and those whose answer changed."""
        return [
            Interest(reference, conflict, self.cleaned_data[f"reason_{reference}"] if conflict else "")
            for application in self.applications
            for reference in (application["reference"],)
            for conflict in (self.cleaned_data[f"conflict_{reference}"],)
            if conflict or not application["is_declared"]
        ]

    def too_late(self) -> list[str]:
        """The teams about which a conflict is declared after everything was counted."""
        return [
            application["team_name"]
            for application in self.applications
            if application["is_counted"] and self.cleaned_data[f"conflict_{application['reference']}"]
        ]

    def _add(self, application: Mapping[str, Any]) -> None:
        reference = application["reference"]
        self.fields[f"conflict_{reference}"] = forms.TypedChoiceField(
            label=application["team_name"],
            choices=[(NONE, _("No conflict of interest")), (CONFLICT, _("There is a conflict"))],
            coerce=lambda value: value == CONFLICT,
            widget=LargeChoice,
            initial=NONE if application["is_declared"] else None,
            error_messages={"required": _("Please answer for this application.")},
        )
        self.fields[f"reason_{reference}"] = forms.CharField(
            label=_("What the conflict is: %(team)s") % {"team": application["team_name"]},
            max_length=1000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
        )
