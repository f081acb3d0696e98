"""임시저장 of a score sheet: kept as typed, for the writer's eyes only."""

from datetime import datetime

from django.db import transaction

from portal.errors import require
from portal.roles import Actor
from reviews import permissions
from reviews.lifecycle import Stage
from reviews.models import SheetDraft
from reviews.rules.sheets import Typed


@transaction.atomic
def save_sheet(
    *, round_id: int, stage: Stage, application_id: int, typed: Typed, actor: Actor, now: datetime
) -> SheetDraft:
    """Keep what was typed, right or wrong. Drafts prove nothing and are in no chain.

    Raises Absent for what is not this member's to see, NotNow before pledges and interests or after closing.
    """
    at = permissions.place(actor, stage, round_id=round_id, application_id=application_id)
    require(permissions.may_write(at))
    draft = SheetDraft(
        review=at.review, seat=at.seat, application=at.application, content=_content(typed), saved_at=now
    )
    SheetDraft.objects.bulk_create(
        [draft],
        update_conflicts=True,
        unique_fields=["review", "seat", "application"],
        update_fields=["content", "saved_at"],
    )
    return draft


def _content(typed: Typed) -> dict[str, dict[str, str]]:
    return {
        code: {"points": line.get("points", ""), "comment": line.get("comment", "")} for code, line in typed.items()
    }
