"""What is applied for: goals, method, schedule, resources, contribution."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.forms.plan_fields import Day, Line, Paragraphs, Score, Whole
from applications.forms.sections import Row, RowKind, SectionForms
from applications.forms.team_sections import ResearchersSection, TeamSection
from applications.plan_wording import FIELD, written_ratio
from applications.rules.plan import Section


class GoalsForm(forms.Form):
    """What the team wants to reach."""

    summary = Paragraphs("summary", most=1000)


class BenchmarkRow(Row):
    """One global benchmark: the best model's score, and the target against it."""

    wide = ("basis",)
    name = Line("benchmark", most=80)
    reference_model = Line("reference_model", most=80)
    reference_score = Score("reference_score")
    current_score = Score("current_score")
    target_score = Score("target_score")
    basis = Paragraphs("basis", most=1000, rows=2)

    def note(self) -> str | Promise:
        """The target as a share of the best score, from what was saved."""
        share = written_ratio(self.initial)
        return _("The target is %(share)s of the best score.") % {"share": share} if share else ""


class GoalsSection(SectionForms):
    """Goals against named benchmarks."""

    section = Section.GOALS
    form_class = GoalsForm
    kinds = (RowKind("benchmarks", BenchmarkRow, 30),)


class MethodForm(forms.Form):
    """How the model is made."""

    approach = Paragraphs("approach")
    training = Paragraphs("training")
    independence = Paragraphs("independence")
    risks = Paragraphs("risks", most=2000, rows=3)


class MethodSection(SectionForms):
    """Method."""

    section = Section.METHOD
    form_class = MethodForm


class MilestoneRow(Row):
    """One step of the work."""

    wide = ("work", "output")
    starts_on = Day("starts_on")
    ends_on = Day("ends_on")
    work = Line("work", most=300)
    output = Line("output", most=200)

    def clean(self) -> dict[str, Any]:
        """A step ends on the day it begins or later."""
        cleaned = super().clean()
        if cleaned.get("starts_on") and cleaned.get("ends_on") and cleaned["ends_on"] < cleaned["starts_on"]:
            self.add_error("ends_on", _("The last day lies before the first."))
        return cleaned


class ScheduleSection(SectionForms):
    """Steps with their days."""

    section = Section.SCHEDULE
    kinds = (RowKind("milestones", MilestoneRow, 60),)


class ResourcesForm(forms.Form):
    """For teams that bring their own."""

    no_gpu = forms.BooleanField(label=FIELD["no_gpu"], required=False)
    no_data = forms.BooleanField(label=FIELD["no_data"], required=False)


class GpuRow(Row):
    """GPUs of one kind for one purpose."""

    wide = ("purpose",)
    model = Line("gpu_model", most=60)
    count = Whole("count", most=1_000_000)
    months = Whole("months", most=120)
    purpose = Line("purpose", most=300)


class DataRow(Row):
    """Data of one kind."""

    wide = ("purpose",)
    name = Line("data_name", most=80)
    amount = Line("amount", most=80)
    source = Line("source", most=120)
    purpose = Line("purpose", most=300)


class ResourcesSection(SectionForms):
    """GPUs and data."""

    section = Section.RESOURCES
    form_class = ResourcesForm
    kinds = (RowKind("gpus", GpuRow, 20), RowKind("data", DataRow, 40))


class EcosystemForm(forms.Form):
    """What others get from it."""

    release = Paragraphs("release")
    spread = Paragraphs("spread")
    people = Paragraphs("people", most=2000, rows=3)


class EcosystemSection(SectionForms):
    """Contribution to the ecosystem."""

    section = Section.ECOSYSTEM
    form_class = EcosystemForm


SECTIONS: Mapping[Section, type[SectionForms]] = {
    each.section: each
    for each in (
        TeamSection,
        ResearchersSection,
        GoalsSection,
        MethodSection,
        ScheduleSection,
        ResourcesSection,
        EcosystemSection,
    )
}


def section_after(section: Section) -> Section | None:
    """The next section of the task list, None after the last."""
    order = list(SECTIONS)
    place = order.index(section) + 1
    return order[place] if place < len(order) else None
