"""The consortium as rows, written from what was submitted: screening, conflicts and lists read them.

A draft's consortium lives in its plan, so that an edit after 제출 changes nothing until it is submitted again.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS

from applications.lifecycle import ApplicationStatus
from applications.models import Application, ConsortiumMember, Researcher
from applications.rules.consortium import ResearcherRole
from portal.models import Organisation, User
from portal.roles import Actor


def same_consortium(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether two manifests name the same organisations and people, so that the rows may stay."""
    return all(before[part] == after[part] for part in ("consortium", "researchers"))


def write_consortium(application: Application, manifest: Mapping[str, Any], actor: Actor) -> None:
    """Replace the application's members and researchers by those of the manifest."""
    if application.status != ApplicationStatus.DRAFT:
        for rows in (Researcher, ConsortiumMember):
            # Nothing hangs on these rows; Django's own delete() would first read them all.
            rows.objects.filter(application=application)._raw_delete(DEFAULT_DB_ALIAS)
    organisations = _organisations(manifest["consortium"], actor)
    members = ConsortiumMember.objects.bulk_create(
        ConsortiumMember(
            application=application,
            organisation=organisations[_identity(row)],
            role=row["role"],
            task=row["task"],
            position=position,
        )
        for position, row in enumerate(manifest["consortium"])
    )
    by_name = {row["name"]: member for row, member in zip(manifest["consortium"], members, strict=True)}
    Researcher.objects.bulk_create(
        Researcher(
            application=application,
            member=by_name[row["organisation"]],
            name=row["name"],
            role=ResearcherRole(row["role"]),
            email=row["email"],
            position=position,
        )
        for position, row in enumerate(manifest["researchers"])
    )


def _organisations(rows: Sequence[Mapping[str, Any]], actor: Actor) -> dict[tuple[str, str], Organisation]:
    """Organisations by name and number: those on file under exactly these, and new ones for the rest."""
    known = {
        (organisation.name, organisation.registration_no): organisation
        for organisation in Organisation.objects.filter(name__in=[row["name"] for row in rows]).order_by("-pk")
    }
    missing = [
        Organisation.named(row["name"], registration_no=row["registration_no"], created_by=User(pk=actor.user_id))
        for row in rows
        if _identity(row) not in known
    ]
    for made in Organisation.objects.bulk_create(missing):
        known[(made.name, made.registration_no)] = made
    return known


def _identity(row: Mapping[str, Any]) -> tuple[str, str]:
    return (row["name"], row["registration_no"])
