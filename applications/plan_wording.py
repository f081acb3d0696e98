"""Words of an application's plan: its sections, fields and rows, and how saved content is laid out to be read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.rules.plan import Section, content, people, places, ratio
from portal.display import krange, number, percent

Text = str | Promise
DOCUMENTS = "documents"
SECTION: Mapping[str, Text] = {
    Section.TEAM: _("Team and consortium"),
    Section.RESEARCHERS: _("Principal investigator and researchers"),
    Section.GOALS: _("Goals"),
    Section.METHOD: _("Method"),
    Section.SCHEDULE: _("Schedule"),
    Section.RESOURCES: _("GPUs and data"),
    Section.ECOSYSTEM: _("Contribution to the ecosystem"),
    DOCUMENTS: _("Documents"),
}
LEAD: Mapping[str, Text] = {
    Section.TEAM: _("Name the lead organisation first, then every participating organisation with its part."),
    Section.RESEARCHERS: _("The principal investigator leads the project and presents it to the panel."),
    Section.GOALS: _("Name global benchmarks, the best model on each, its score and the score that you will reach."),
    Section.METHOD: _("Say how you will design and pretrain the model, and what makes it your own."),
    Section.SCHEDULE: _("List the steps of the work with their first and last day and what each yields."),
    Section.RESOURCES: _("Say which GPUs and data you need, how much, and what for."),
    Section.ECOSYSTEM: _("Say what others in Korea will be able to use, and how you will bring it to them."),
    DOCUMENTS: _("Upload one file for each document. A new file replaces the one before; earlier versions are kept."),
}
FIELD: Mapping[str, Text] = {
    "team_name": _("Team name"),
    "title": _("Title of the proposal"),
    "name": _("Name"),
    "organisation_name": _("Name of the organisation"),
    "registration_no": _("Business registration number"),
    "task": _("Part in the project"),
    "place": _("Organisation"),
    "email": _("E-mail"),
    "summary": _("Summary of the goals"),
    "benchmark": _("Benchmark"),
    "reference_model": _("Best model"),
    "reference_score": _("Its score"),
    "current_score": _("Your score now"),
    "target_score": _("Your target"),
    "ratio": _("Target / best"),
    "basis": _("Why you will reach it"),
    "approach": _("Design and approach"),
    "training": _("Training data and pretraining"),
    "independence": _("What makes the model your own"),
    "risks": _("Risks and how you will meet them"),
    "starts_on": _("First day"),
    "ends_on": _("Last day"),
    "period": _("Period"),
    "work": _("Work"),
    "output": _("Output"),
    "no_gpu": _("We need no GPUs from the programme."),
    "gpu_model": _("Kind of GPU"),
    "count": _("Number"),
    "months": _("Months"),
    "purpose": _("What for"),
    "no_data": _("We need no data from the programme."),
    "data_name": _("Data"),
    "amount": _("Amount"),
    "source": _("Where from"),
    "release": _("What you will release, and how"),
    "spread": _("How it will spread"),
    "people": _("People and education"),
}
ROWS: Mapping[str, Text] = {
    "partners": _("Participating organisations"),
    "researchers": _("Researchers"),
    "benchmarks": _("Benchmarks"),
    "milestones": _("Steps"),
    "gpus": _("GPUs"),
    "data": _("Data"),
}
ROW: Mapping[str, Text] = {
    "partners": _("Participant"),
    "researchers": _("Researcher"),
    "benchmarks": _("Benchmark"),
    "milestones": _("Step"),
    "gpus": _("GPU line"),
    "data": _("Data line"),
}


@dataclass(frozen=True)
class Block:
    """A piece of a section to be read: pairs of label and text, or a table with its head."""

    title: Text = ""
    pairs: Sequence[tuple[Text, str]] = ()
    head: Sequence[Text] = ()
    rows: Sequence[Sequence[str]] = field(default_factory=list)
    figures: frozenset[int] = frozenset()


def blocks(plan: Mapping[str, Any], section: Section) -> list[Block]:
    """A saved section, ready to be laid out on a page or paper; what is empty is left out."""
    return list(_BLOCKS[section](plan))


def _team(plan: Mapping[str, Any]) -> Iterator[Block]:
    saved = content(plan, Section.TEAM)
    yield Block(pairs=_pairs(saved, "team_name", "title"))
    rows = [
        (gettext("Lead") if place.is_lead else gettext("Participant"), place.name, place.registration_no, place.task)
        for place in places(plan)
        if place.name
    ]
    head = (_("Role"), FIELD["organisation_name"], FIELD["registration_no"], FIELD["task"])
    yield from _table(_("Consortium"), head, rows)


def _researchers(plan: Mapping[str, Any]) -> Iterator[Block]:
    names = {place.key: place.name for place in places(plan)}
    rows = [
        (
            gettext("Principal investigator") if person.is_principal else gettext("Researcher"),
            person.name,
            names.get(person.place, ""),
            person.email,
        )
        for person in people(plan)
    ]
    yield from _table("", (_("Role"), FIELD["name"], FIELD["place"], FIELD["email"]), rows)


def _goals(plan: Mapping[str, Any]) -> Iterator[Block]:
    saved = content(plan, Section.GOALS)
    yield Block(pairs=_pairs(saved, "summary"))
    columns = ("name", "reference_model", "reference_score", "current_score", "target_score")
    rows = [
        (*(row.get(name, "") for name in columns), written_ratio(row), row.get("basis", ""))
        for row in saved.get("benchmarks", ())
    ]
    names = ("benchmark", "reference_model", "reference_score", "current_score", "target_score", "ratio", "basis")
    yield from _table(ROWS["benchmarks"], [FIELD[name] for name in names], rows, figures={2, 3, 4, 5})


def _method(plan: Mapping[str, Any]) -> Iterator[Block]:
    yield Block(pairs=_pairs(content(plan, Section.METHOD), "approach", "training", "independence", "risks"))


def _schedule(plan: Mapping[str, Any]) -> Iterator[Block]:
    rows = [
        (krange(row.get("starts_on"), row.get("ends_on")), row.get("work", ""), row.get("output", ""))
        for row in content(plan, Section.SCHEDULE).get("milestones", ())
    ]
    yield from _table("", (FIELD["period"], FIELD["work"], FIELD["output"]), rows)


def _resources(plan: Mapping[str, Any]) -> Iterator[Block]:
    saved = content(plan, Section.RESOURCES)
    gpu, data = ("gpu_model", "count", "months", "purpose"), ("data_name", "amount", "source", "purpose")
    for refused, name, labels, first, figures in (
        ("no_gpu", "gpus", gpu, "model", {1, 2}),
        ("no_data", "data", data, "name", ()),
    ):
        columns = (first, *labels[1:])
        if saved.get(refused):
            yield Block(title=ROWS[name], pairs=[("", str(FIELD[refused]))])
        rows = [[_cell(row.get(column)) for column in columns] for row in saved.get(name, ())]
        yield from _table(ROWS[name], [FIELD[label] for label in labels], rows, figures=figures)


def _ecosystem(plan: Mapping[str, Any]) -> Iterator[Block]:
    yield Block(pairs=_pairs(content(plan, Section.ECOSYSTEM), "release", "spread", "people"))


def written_ratio(row: Mapping[str, Any]) -> str:
    """A benchmark's target as a share of the best score: 96.0%, "" while one is missing."""
    share = ratio(row.get("target_score", ""), row.get("reference_score", ""))
    return "" if share is None else percent(share)


def _pairs(saved: Mapping[str, Any], *names: str) -> list[tuple[Text, str]]:
    return [(FIELD[name], saved[name]) for name in names if saved.get(name)]


def _table(title: Text, head: Sequence[Text], rows: Sequence[Sequence[str]], figures: Any = ()) -> Iterator[Block]:
    if rows:
        yield Block(title=title, head=head, rows=rows, figures=frozenset(figures))


def _cell(value: Any) -> str:
    return number(value) if isinstance(value, int) else str(value or "")


_BLOCKS = {
    Section.TEAM: _team,
    Section.RESEARCHERS: _researchers,
    Section.GOALS: _goals,
    Section.METHOD: _method,
    Section.SCHEDULE: _schedule,
    Section.RESOURCES: _resources,
    Section.ECOSYSTEM: _ecosystem,
}
