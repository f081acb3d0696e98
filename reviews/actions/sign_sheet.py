"""서명하고 제출: the draft becomes a signed sheet that nobody changes and nobody else sees until reveal."""

from datetime import datetime
from typing import Any

from django.db import transaction

from portal import audit
from portal.canonical import canonical, commitment, new_nonce, sha256_hex
from portal.errors import BrokenRule, NotNow, Problem, require
from portal.roles import Actor
from reviews import permissions
from reviews.actions.races import lost_races
from reviews.lifecycle import Stage
from reviews.models import Score, Sheet, SheetDraft
from reviews.permissions import Place
from reviews.rules import sheets as rule
from reviews.rules.sheets import Mark, Typed

FORMAT = "gwaban/sheet-1"


@transaction.atomic
def sign_sheet(
    *, round_id: int, stage: Stage, application_id: int, seen: str, actor: Actor, now: datetime, reason: str = ""
) -> Sheet:
    """Sign the draft as it stands; `seen` is the `draft_hash` of what the member was shown on the check page.

    A second signature before closing is a new version with a reason; the newest counts. The receipt is a salted
    commitment to the signed document (`gwaban/sheet-1`), and the subject of its chain entry.
    Raises Absent for what is not this member's to see; NotNow at the wrong time, outside the room, or when the draft
    is not the one that was shown; BrokenRule with every problem of the sheet.
    """
    at = permissions.place(actor, stage, round_id=round_id, application_id=application_id)
    require(permissions.may_sign(at))
    draft = (
        SheetDraft.objects.select_for_update()
        .filter(review=at.review, seat=at.seat, application=at.application)
        .first()
    )
    if draft is None or draft_hash(draft.content) != seen:
        raise NotNow("sheet_changed")
    card = at.seat.panel.round.card.read()
    marks = rule.read_marks(
        draft.content,
        card.criteria[stage],
        digits=card.rule(stage)["score"]["digits"],
        comment_min=card.comment_min,
    )
    version = Sheet.objects.filter(review=at.review, seat=at.seat, application=at.application).count() + 1
    if version > 1 and not reason.strip():
        raise BrokenRule(Problem("sheet_correction_reason_missing", {}, "reason"))
    document = _document(at, marks, version=version, reason=reason.strip(), now=now)
    nonce = new_nonce()
    with lost_races():
        sheet = Sheet.objects.create(
            review=at.review,
            seat=at.seat,
            application=at.application,
            version=version,
            total=rule.total(marks),
            reason=reason.strip(),
            receipt=commitment(canonical(document), nonce),
            signed_at=now,
        )
    Score.objects.bulk_create(
        Score(sheet=sheet, criterion=mark.criterion, points=mark.points, comment=mark.comment) for mark in marks
    )
    audit.record(
        actor=actor,
        verb="sheet.sign",
        subject=sheet.receipt,
        at=now,
        chain=at.seat.panel.round.chain,
        data={"document": document, "nonce": nonce.hex()},
    )
    return sheet


def draft_hash(typed: Typed) -> str:
    """What the check page shows, as one value that the signature must come back with."""
    return sha256_hex(canonical({code: dict(line) for code, line in typed.items()}))


def _document(at: Place, marks: tuple[Mark, ...], *, version: int, reason: str, now: datetime) -> dict[str, Any]:
    round_ = at.seat.panel.round
    return {
        "format": FORMAT,
        "round": round_.reference,
        "stage": at.review.stage,
        "application": at.application.reference,
        "manifest_sha256": at.application.manifest_sha256,
        "rule_card_sha256": round_.card.sha256,
        "seat": at.seat.label,
        "version": version,
        "reason": reason,
        "marks": rule.as_record(marks),
        "total": rule.written(rule.total(marks)),
        "signed_at": audit.timestamp(now),
    }
