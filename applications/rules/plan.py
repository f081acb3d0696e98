"""The structured part of an application: its sections, and how a draft is kept.

A draft is JSON: {section: {"content": …, "version": …, "at": …, "by": …}}. Content is what the forms typed, already
checked for shape; it may be incomplete (`completeness` says what is missing). Decimals and days are strings.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

LEAD_KEY = "lead"
Content = Mapping[str, Any]


class Section(StrEnum):
    """What an applicant fills in, in the order of the task list."""

    TEAM = "team"
    RESEARCHERS = "researchers"
    GOALS = "goals"
    METHOD = "method"
    SCHEDULE = "schedule"
    RESOURCES = "resources"
    ECOSYSTEM = "ecosystem"


@dataclass(frozen=True)
class Place:
    """One organisation of the consortium; `key` is what researchers refer to."""

    key: str
    name: str
    registration_no: str
    task: str

    @property
    def is_lead(self) -> bool:
        """주관기관."""
        return self.key == LEAD_KEY


@dataclass(frozen=True)
class Person:
    """One named person; `place` is the key of an organisation, or "" or a key that is gone."""

    name: str
    place: str
    email: str
    is_principal: bool


def content(plan: Mapping[str, Any], section: Section) -> Content:
    """What was saved of a section; empty before the first save."""
    return plan.get(section, {}).get("content", {})


def saved_version(plan: Mapping[str, Any], section: Section) -> int:
    """The application's version at which this section was last saved; 0 before the first save."""
    return plan.get(section, {}).get("version", 0)


def with_section(
    plan: Mapping[str, Any], section: Section, *, content: Content, version: int, at: str, by: int | None
) -> dict[str, Any]:
    """The plan with one section saved anew."""
    return {**plan, section.value: {"content": dict(content), "version": version, "at": at, "by": by}}


def is_stale(plan: Mapping[str, Any], section: Section, *, edited: int) -> bool:
    """Whether somebody saved this section after the version that was edited. Other sections do not matter."""
    return saved_version(plan, section) > edited


def places(plan: Mapping[str, Any]) -> tuple[Place, ...]:
    """The consortium as typed: lead first, then participants; rows without a name included."""
    team = content(plan, Section.TEAM)
    rows = [(LEAD_KEY, team.get("lead", {})), *((row["key"], row) for row in team.get("partners", ()))]
    return tuple(
        Place(key, row.get("name", ""), row.get("registration_no", ""), row.get("task", "")) for key, row in rows
    )


def people(plan: Mapping[str, Any]) -> tuple[Person, ...]:
    """총괄책임자 first, then the researchers."""
    saved = content(plan, Section.RESEARCHERS)
    principal = saved.get("principal", {})
    rows = [(principal, True)] if any(principal.values()) else []
    rows += [(row, False) for row in saved.get("researchers", ())]
    return tuple(
        Person(row.get("name", ""), row.get("place", ""), row.get("email", ""), is_principal)
        for row, is_principal in rows
    )


def next_keys(plan: Mapping[str, Any]) -> Iterator[str]:
    """Keys for new organisations, never one that was saved before in this section."""
    used = [int(place.key[1:]) for place in places(plan) if not place.is_lead]
    number = max([content(plan, Section.TEAM).get("last_key", 0), *used])
    while True:
        number += 1
        yield f"p{number}"


def ratio(target: str, reference: str) -> Fraction | None:
    """Target over reference score, exactly; None while one of them is missing or the reference is zero."""
    if not target or not reference or Fraction(reference) == 0:
        return None
    return Fraction(target) / Fraction(reference)
