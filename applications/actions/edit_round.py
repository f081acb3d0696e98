"""Save a round's draft card, as typed: only the request to open it asks for a complete one."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from applications import queries
from applications.models import Round
from applications.permissions import may_edit_round
from portal import audit
from portal.canonical import canonical, sha256_hex
from portal.errors import BrokenRule, NotNow, Problem, require
from portal.roles import Actor


@transaction.atomic
def save_round_draft(*, round_id: int, document: Mapping[str, Any], version: int, actor: Actor, now: datetime) -> Round:
    """Replace the draft card that was edited as `version`.

    Raises NotPermitted; NotNow when the round is announced, its opening waits for a second person, or somebody else
    has saved meanwhile; BrokenRule for a new notice number under which another round was announced.
    """
    round_ = Round.objects.select_for_update().get(pk=round_id)
    require(may_edit_round(actor, round_))
    if version != round_.draft_version:
        raise NotNow("draft_changed")
    notice_no = document["notice_no"]
    if notice_no != round_.draft["notice_no"] and queries.is_notice_no_taken(notice_no, round_):
        raise BrokenRule(Problem("notice_no_taken", field_name="notice.notice_no"))
    round_.draft = dict(document) | {"reference": round_.reference}
    round_.title, round_.title_en = document["title"]["ko"], document["title"]["en"]
    round_.draft_version += 1
    round_.save(update_fields=["draft", "title", "title_en", "draft_version"])
    audit.record(
        actor=actor,
        verb="round.edit",
        subject=round_.reference,
        at=now,
        chain=round_.chain,
        data={"version": round_.draft_version, "sha256": sha256_hex(canonical(round_.draft))},
    )
    return round_
