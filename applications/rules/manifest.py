"""What is handed in, as one document: format `gwaban/manifest-1`. The same content gives the same bytes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from applications.rules.consortium import OrgRole, ResearcherRole
from applications.rules.plan import Section, content, people, places, ratio

FORMAT = "gwaban/manifest-1"
# What whoever submits declares: what is stated is true; no organisation nor the principal investigator is under a
# participation ban (참여제한). Nothing is handed in without it, so it stands in every manifest.
DECLARATION = ("facts_true", "no_ban")
PLAN_SECTIONS = (Section.GOALS, Section.METHOD, Section.SCHEDULE, Section.RESOURCES, Section.ECOSYSTEM)


@dataclass(frozen=True)
class FiledDocument:
    """One document as it is filed: `version` is that of its kind, `file` the number of its stored bytes."""

    kind: str
    version: int
    name: str
    size: int
    sha256: str
    file: int


def manifest(
    plan: Mapping[str, Any], *, application: str, round_: str, documents: Iterable[FiledDocument]
) -> dict[str, Any]:
    """The manifest of a complete draft; `application` and `round_` are references."""
    team = content(plan, Section.TEAM)
    named = {place.key: place for place in places(plan)}
    return {
        "format": FORMAT,
        "round": round_,
        "application": application,
        "team_name": team.get("team_name", ""),
        "title": team.get("title", ""),
        "declaration": list(DECLARATION),
        "consortium": [
            {
                "role": (OrgRole.LEAD if place.is_lead else OrgRole.PARTICIPANT).value,
                "name": place.name,
                "registration_no": place.registration_no,
                "task": place.task,
            }
            for place in named.values()
            if place.name
        ],
        "researchers": [
            {
                "role": (ResearcherRole.PRINCIPAL if person.is_principal else ResearcherRole.RESEARCHER).value,
                "name": person.name,
                "organisation": named[person.place].name if person.place in named else "",
                "email": person.email,
            }
            for person in people(plan)
        ],
        "plan": {section.value: _section(plan, section) for section in PLAN_SECTIONS},
        "files": [
            {
                "kind": document.kind,
                "version": document.version,
                "name": document.name,
                "size": document.size,
                "sha256": document.sha256,
                "file": document.file,
            }
            for document in sorted(documents, key=lambda each: each.kind)
        ],
    }


def _section(plan: Mapping[str, Any], section: Section) -> dict[str, Any]:
    """A section's content; benchmarks with their target as an exact share of the best score."""
    saved = dict(content(plan, section))
    if section is Section.GOALS:
        saved["benchmarks"] = [row | {"ratio": _share(row)} for row in saved.get("benchmarks", ())]
    return saved


def _share(row: Mapping[str, Any]) -> str | None:
    share = ratio(row.get("target_score", ""), row.get("reference_score", ""))
    return None if share is None else str(share)
