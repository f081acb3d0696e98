"""The clock closes the window: what had been handed in is fixed in the close manifest and the chain."""

from datetime import datetime

from django.db import transaction

from applications import lifecycle, queries
from applications.models import CloseManifest, Round
from portal import audit
from portal.canonical import canonical, sha256_hex
from portal.errors import NotNow
from portal.roles import SYSTEM


@transaction.atomic
def close_round(*, round_id: int, now: datetime) -> CloseManifest:
    """Close an open round, by SYSTEM. Raises NotNow before the newest deadline or in any other state.

    The lock waits for submissions in flight (they hold the row FOR SHARE); the deadline is read after it, so that an
    extension that came first counts. A trigger refuses a closing before the deadline, whatever `now` says.
    """
    round_ = Round.objects.select_for_update().get(pk=round_id)
    move = lifecycle.pick("round.close", round_.status)
    deadline = round_.deadlines.latest("pk")
    if now < deadline.closes_at:
        raise NotNow("deadline_not_reached")
    document = queries.close_document(round_, deadline)
    manifest = CloseManifest.objects.create(
        round=round_,
        document=document,
        root=sha256_hex(canonical(document)),
        count=len(document["submissions"]),
        closes_at=deadline.closes_at,
        closed_at=now,
    )
    round_.enter(move)
    audit.record(
        actor=SYSTEM,
        verb=move.verb,
        subject=round_.reference,
        at=now,
        chain=round_.chain,
        data={"manifest": document, "root": manifest.root, "count": manifest.count},
    )
    return manifest
