"""Is an application complete enough to be submitted? Every gap at once, each with its section.

Source: the notice (what must be filed) and the rule card's list of documents. A problem's `field_name` is the section,
with the form's field behind a dot where one field is meant.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from applications.rules.plan import Content, Place, Section, content, people, places
from applications.rules.rule_card import RequiredDocument
from portal.errors import Problem
from portal.rules.names import search_key

DOCUMENTS = "documents"
BENCHMARK_FIELDS = ("name", "reference_model", "reference_score", "target_score")
MILESTONE_FIELDS = ("starts_on", "ends_on", "work")
GPU_FIELDS = ("model", "count", "months")
DATA_FIELDS = ("name", "amount", "purpose")


def problems(plan: Mapping[str, Any], *, filed: Collection[str], required: Sequence[RequiredDocument]) -> list[Problem]:
    """What is still missing, in the order of the task list; `filed` are the kinds of documents that are there."""
    return [
        *_team(plan),
        *_researchers(plan),
        *_texts(plan, Section.GOALS, "summary"),
        *_rows(plan, Section.GOALS, "benchmarks", BENCHMARK_FIELDS),
        *_texts(plan, Section.METHOD, "approach", "training", "independence"),
        *_rows(plan, Section.SCHEDULE, "milestones", MILESTONE_FIELDS),
        *_resources(plan),
        *_texts(plan, Section.ECOSYSTEM, "release", "spread"),
        *(
            Problem("document_missing", {"document": document.code}, f"{DOCUMENTS}.{document.code}")
            for document in required
            if document.required and document.code not in filed
        ),
    ]


def duplicates(named: Sequence[Place]) -> list[str]:
    """Names of organisations that stand in the consortium twice: the same number, or the same name spelled anew."""
    seen: set[str] = set()
    twice = []
    for place in named:
        marks = {mark for mark in (place.registration_no, search_key(place.name)) if mark}
        if marks & seen:
            twice.append(place.name)
        seen |= marks
    return twice


def section_of(problem: Problem) -> str:
    """The section (or `documents`) that a problem belongs to."""
    return problem.field_name.partition(".")[0]


def _team(plan: Mapping[str, Any]) -> Iterator[Problem]:
    yield from _texts(plan, Section.TEAM, "team_name", "title")
    for number, place in enumerate(places(plan)):
        if place.is_lead:
            if not place.name:
                yield Problem("lead_name_missing", field_name="team.lead_name")
            if not place.registration_no:
                yield Problem("lead_registration_no_missing", field_name="team.lead_registration_no")
        elif not place.name:
            yield Problem("partner_name_missing", {"row": number}, "team.partners")
    for name in duplicates(places(plan)):
        yield Problem("organisation_twice", {"name": name}, "team.partners")


def _researchers(plan: Mapping[str, Any]) -> Iterator[Problem]:
    known = {place.key for place in places(plan) if place.name}
    named = people(plan)
    if not any(person.is_principal and person.name for person in named):
        yield Problem("principal_missing", field_name="researchers.principal_name")
    for number, person in enumerate(named):
        field = "researchers.principal" if person.is_principal else "researchers.researchers"
        if not person.name and not person.is_principal:
            yield Problem("researcher_name_missing", {"row": number}, field)
        elif person.name and person.place not in known:
            yield Problem("researcher_without_place", {"name": person.name}, field)
        if person.is_principal and person.name and not person.email:
            yield Problem("principal_email_missing", field_name="researchers.principal_email")


def _resources(plan: Mapping[str, Any]) -> Iterator[Problem]:
    needs = content(plan, Section.RESOURCES)
    for refused, name, fields in (("no_gpu", "gpus", GPU_FIELDS), ("no_data", "data", DATA_FIELDS)):
        if not needs.get(refused):
            yield from _rows(plan, Section.RESOURCES, name, fields)
        elif needs.get(name):
            yield Problem(f"{name}_contradict", field_name=f"{Section.RESOURCES}.{refused}")


def _texts(plan: Mapping[str, Any], section: Section, *fields: str) -> Iterator[Problem]:
    saved = content(plan, section)
    for field in fields:
        if not saved.get(field):
            yield Problem(f"{field}_missing", field_name=f"{section}.{field}")


def _rows(plan: Mapping[str, Any], section: Section, name: str, fields: Sequence[str]) -> Iterator[Problem]:
    rows: Sequence[Content] = content(plan, section).get(name, ())
    if not rows:
        yield Problem(f"{name}_missing", field_name=f"{section}.{name}")
    for number, row in enumerate(rows, start=1):
        if not all(row.get(field) for field in fields):
            yield Problem(f"{name}_incomplete", {"row": number}, f"{section}.{name}")
