"""Who applies: the consortium, the principal investigator and the researchers."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.forms.plan_fields import Line, RegistrationNo
from applications.forms.sections import Row, RowKind, SectionForms
from applications.plan_wording import FIELD
from applications.rules import plan
from applications.rules.plan import LEAD_KEY, Section

MOST_PARTNERS, MOST_RESEARCHERS = 40, 200
_KEY = re.compile(r"p[1-9][0-9]{0,3}")


class TeamForm(forms.Form):
    """The team and its lead organisation (주관기관)."""

    team_name = Line("team_name", most=60, required=True)
    title = Line("title", most=120)
    lead_name = Line("organisation_name")
    lead_registration_no = RegistrationNo()
    lead_task = Line("task", most=200)


class PartnerRow(Row):
    """A participating organisation (참여기관)."""

    hidden = ("key",)
    name = Line("organisation_name")
    registration_no = RegistrationNo()
    task = Line("task", most=200)
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=5)


class TeamSection(SectionForms):
    """Team and consortium."""

    section = Section.TEAM
    form_class = TeamForm
    grouped = ("lead_name", "lead_registration_no", "lead_task")
    group_title = _("Lead organisation")
    kinds = (
        RowKind(
            "partners",
            PartnerRow,
            MOST_PARTNERS,
            hint=_("Leave the number empty for an organisation abroad that has none."),
        ),
    )

    def read(self) -> dict[str, Any]:
        lead = self.saved.get("lead", {})
        named = {name: self.saved.get(name, "") for name in ("team_name", "title")}
        return named | {f"lead_{name}": lead.get(name, "") for name in ("name", "registration_no", "task")}

    def content(self) -> dict[str, Any]:
        typed = self.form.cleaned_data
        fresh, used = plan.next_keys(self.plan), set()
        partners = self.rows[0].typed()
        for row in partners:
            # Researchers refer to the key; it stays with the row whatever the organisation is called.
            if not _KEY.fullmatch(row["key"]) or row["key"] in used:
                row["key"] = next(fresh)
            used.add(row["key"])
        return {
            "team_name": typed["team_name"],
            "title": typed["title"],
            "lead": {name: typed[f"lead_{name}"] for name in ("name", "registration_no", "task")},
            "partners": partners,
            "last_key": max([self.saved.get("last_key", 0), *(int(key[1:]) for key in used)]),
        }


class PrincipalForm(forms.Form):
    """총괄책임자."""

    principal_name = Line("name", most=60)
    principal_place = forms.ChoiceField(label=FIELD["place"], required=False)
    principal_email = forms.EmailField(label=FIELD["email"], required=False, max_length=254)


class ResearcherRow(Row):
    """A researcher."""

    hidden = ("place",)
    name = Line("name", most=60)
    place = forms.ChoiceField(label=FIELD["place"], required=False)
    email = forms.EmailField(label=FIELD["email"], required=False, max_length=254)


class ResearchersSection(SectionForms):
    """The people who are named."""

    section = Section.RESEARCHERS
    form_class = PrincipalForm
    grouped = ("principal_name", "principal_place", "principal_email")
    group_title = _("Principal investigator")
    kinds = (RowKind("researchers", ResearcherRow, MOST_RESEARCHERS),)

    def prepare(self) -> None:
        named = [(place.key, place.name) for place in plan.places(self.plan) if place.name]
        choices = [("", _("Please choose")), *named]
        self.form.fields["principal_place"].choices = choices
        for row in self.rows[0]:
            row.fields["place"].choices = choices

    def read(self) -> dict[str, Any]:
        principal = {"place": LEAD_KEY} | self.saved.get("principal", {})
        return {f"principal_{name}": principal.get(name, "") for name in ("name", "place", "email")}

    def content(self) -> dict[str, Any]:
        typed = self.form.cleaned_data
        return {
            "principal": {name: typed[f"principal_{name}"] for name in ("name", "place", "email")},
            "researchers": self.rows[0].typed(),
        }
