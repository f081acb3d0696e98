"""What staff may imagine about a draft card: a panel, and teams with their votes and points."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reviews.rules.what_if import MOST_MEMBERS, Imagined, Preset, most_teams, preset, presets

USUAL_MEMBERS = 7
COUNTS = ("yes", "no", "abstain", "recused")
FIELDS = (*COUNTS, "percent")


class WhatIfForm(forms.Form):
    """Counts for each invented team; a team without any figure does not take part."""

    members = forms.IntegerField(label=_("Members of the panel"), min_value=1, max_value=MOST_MEMBERS)
    chair = forms.BooleanField(
        label=_("The chair is among those who recognise"),
        required=False,
        help_text=_("Only matters where the chair decides equal votes."),
    )

    def __init__(self, *args: Any, teams: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = range(1, teams + 1)
        for place in self.places:
            for name, label in _labels().items():
                most = 100 if name == "percent" else MOST_MEMBERS
                self.fields[f"{name}_{place}"] = forms.IntegerField(
                    label=label, min_value=0, max_value=most, required=False
                )

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        """The fields team by team."""
        return [[self[f"{name}_{place}"] for name in FIELDS] for place in self.places]

    def clean(self) -> dict[str, Any]:
        """No team may count more members than the panel has."""
        typed = super().clean()
        for place in self.places:
            counted = sum(typed.get(f"{name}_{place}") or 0 for name in COUNTS)
            if counted > (typed.get("members") or MOST_MEMBERS):
                self.add_error(
                    f"yes_{place}",
                    _("%(counted)s votes and recusals are more than the panel has members.") % {"counted": counted},
                )
        return typed

    def teams(self) -> list[Imagined]:
        """The teams that were typed, in their order."""
        rows = [{name: self.cleaned_data[f"{name}_{place}"] for name in FIELDS} for place in self.places]
        return [
            Imagined(**{name: value or 0 for name, value in row.items()})
            for row in rows
            if any(value is not None for value in row.values())
        ]


def _labels() -> dict[str, Any]:
    return {
        "yes": _("Recognised"),
        "no": _("Not recognised"),
        "abstain": _("Abstained"),
        "recused": _("Recused"),
        "percent": _("Points (%)"),
    }


def as_typed(teams: Sequence[Imagined], *, members: int, chair: bool) -> Mapping[str, Any]:
    """The form's data for a situation that was chosen."""
    figures = {f"{name}_{place}": getattr(team, name) for place, team in enumerate(teams, 1) for name in FIELDS}
    return {"members": members, **({"chair": "on"} if chair else {}), **figures}


def what_if_form(query: Mapping[str, Any], rule: Mapping[str, Any]) -> tuple[WhatIfForm, str]:
    """The form as the address fills it: counts that were typed, or a situation (the first unless named)."""
    offered, most = presets(rule), most_teams(rule)
    chosen = query.get("preset", "")
    if chosen not in offered and "members" in query:
        return WhatIfForm(query, teams=most), ""
    situation = Preset(chosen) if chosen in offered else Preset.CLEAR
    asked = query.get("members", "")[:3]
    members = min(MOST_MEMBERS, max(1, int(asked))) if asked.isdecimal() else USUAL_MEMBERS
    data = as_typed(preset(situation, rule, members), members=members, chair=True)
    return WhatIfForm(data, teams=most), situation.value
