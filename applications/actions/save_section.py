"""Save sections of a draft; whoever saved it meanwhile is never overwritten unseen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from applications.actions.doors import own_locked
from applications.lifecycle import ApplicationStatus
from applications.models import Application
from applications.permissions import may_edit
from applications.rules import plan
from applications.rules.plan import Section
from portal import audit
from portal.errors import require
from portal.roles import Actor


@dataclass(frozen=True)
class EditedMeanwhile:
    """Nothing was saved: somebody else saved the same section after `edited`. `stored` is what stands there now."""

    application: Application
    section: Section
    stored: Mapping[str, Any]


def save_section(
    *, application_id: int, section: Section, content: Mapping[str, Any], version: int, actor: Actor, now: datetime
) -> Application | EditedMeanwhile:
    """One section, as its page saves it; see `save_sections`."""
    return save_sections(
        application_id=application_id, contents={section: content}, version=version, actor=actor, now=now
    )


@transaction.atomic
def save_sections(
    *, application_id: int, contents: Mapping[Section, Mapping[str, Any]], version: int, actor: Actor, now: datetime
) -> Application | EditedMeanwhile:
    """Keep what was typed for these sections; `version` is the application's version that was edited.

    Drafts may be incomplete. Only a clash on the same section is a conflict: it is returned, not raised, so that the
    page can show both texts; nothing is saved then. After a submission the draft may change too; what counts stays the
    submitted version. Raises Absent, NotPermitted, or NotNow after the deadline.
    """
    application = own_locked(actor, application_id)
    require(may_edit(actor, application, now))
    for section in contents:
        if plan.is_stale(application.plan, section, edited=version):
            return EditedMeanwhile(application, section, plan.content(application.plan, section))
    application.version += 1
    for section, content in contents.items():
        application.plan = plan.with_section(
            application.plan,
            section,
            content=content,
            version=application.version,
            at=audit.timestamp(now),
            by=actor.user_id,
        )
    application.changed_at = now
    if Section.TEAM in contents and application.status == ApplicationStatus.DRAFT:
        _name(application, contents[Section.TEAM])
    application.save(update_fields=["plan", "version", "changed_at", "team_name", "title"])
    return application


def _name(application: Application, content: Mapping[str, Any]) -> None:
    """A draft goes by the name it has now; a submitted application keeps the name it was submitted under."""
    application.team_name = content["team_name"] or application.team_name
    application.title = content["title"]
