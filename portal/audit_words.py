"""How entries of a chain are said: what was done, and by whom without a name."""

from typing import Any

from django.utils.translation import gettext

from portal import wording
from portal.registry import registry
from portal.roles import Agency, Role


def audit_label(verb: str) -> Any:
    """The act's words; a request or answer of two people is told by its act's label."""
    if verb in registry.audit_verbs:
        return registry.audit_verbs[verb]
    act, _, step = verb.rpartition(".")
    if act in registry.acts:
        return f"{registry.acts[act].label} · {wording.APPROVAL_STEP[step]}"
    return verb


def by_words(label: str) -> str:
    """An actor's label in the chain (`manager+secretary/NIPA`) as people say it."""
    if label == "system":
        return gettext("Clock")
    if label == "person":
        return gettext("Applicant or panel member")
    held, _, agency = label.partition("/")
    roles = [str(wording.ROLE[Role(role)]) for role in held.split("+") if role in set(Role)]
    named = str(wording.AGENCY[Agency(agency)]) if agency else ""
    return " · ".join(part for part in (named, *roles) if part)
