"""Rounds in every state of the call, each reached by the real moves; the test cluster's clock is moved, never faked."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from applications.actions.close_round import close_round
from applications.actions.create_round import create_round
from applications.actions.edit_round import save_round_draft
from applications.actions.open_round import request_opening
from applications.actions.start_round import start_round
from applications.models import Round, RoundDeadline, RuleCard
from portal.actions.approvals import answer_approval
from portal.clusters import server_now
from portal.demo_clock import set_clock
from portal.display import KST
from portal.models import Approval, ApprovalAnswer
from portal.rules.approvals import Verdict
from tests.factories.people import approver, manager

_numbers = count(1)
ANNOUNCED_BEFORE = timedelta(minutes=1)


def schedule(opens_at: datetime, closes_at: datetime) -> dict[str, str]:
    """A card's schedule: the review days follow the deadline."""
    days = {"screening_on": 1, "written_on": 4, "presentation_on": 7, "result_on": 8}
    return {
        "opens_at": opens_at.astimezone(KST).isoformat(timespec="milliseconds"),
        "closes_at": closes_at.astimezone(KST).isoformat(timespec="milliseconds"),
        **{
            name: (closes_at.astimezone(KST).date() + timedelta(days=after)).isoformat() for name, after in days.items()
        },
    }


def draft_round(
    *, reference: str = "", closes_in: timedelta = timedelta(hours=1), actor: Any = None, **changes: Any
) -> Round:
    """A complete draft; `changes` replace top-level keys of the rule card."""
    actor, now = actor or manager(), server_now()
    made = create_round(
        reference=reference or f"2026-test-{next(_numbers)}", template="additional", actor=actor, now=now
    )
    opens_at = now + ANNOUNCED_BEFORE
    own = {"notice_no": f"시험 공고 {made.reference}", "schedule": schedule(opens_at, opens_at + closes_in)}
    document = made.draft | own | changes
    return save_round_draft(round_id=made.pk, document=document, version=made.draft_version, actor=actor, now=now)


def announced_round(**how: Any) -> Round:
    """Opened by two people; its window begins within a minute."""
    asks = how.pop("actor", None) or manager()
    made, now = draft_round(actor=asks, **how), server_now()
    asked = request_opening(round_id=made.pk, reason="공고 준비가 끝났습니다.", actor=asks, now=now)
    answer_approval(approval=asked, verdict=Verdict.APPROVED, actor=approver(), now=now)
    return Round.objects.get(pk=made.pk)


def open_round(**how: Any) -> Round:
    """Accepting applications now, for `closes_in` (an hour unless told)."""
    made = announced_round(**how)
    pass_moment(made.opens_at)
    return start_round(round_id=made.pk, now=server_now())


def closed_round(**how: Any) -> Round:
    """Closed with an empty manifest; for one with submissions, hand in between `open_round` and `close`."""
    return close(open_round(**how))


def close(made: Round) -> Round:
    """Let the deadline of an open round pass and close it."""
    pass_moment(made.deadlines.latest("pk").closes_at)
    close_round(round_id=made.pk, now=server_now())
    return Round.objects.get(pk=made.pk)


def many_rounds(
    count: int, *, status: str = "published", references: Sequence[str] = (), model: Round | None = None
) -> list[Round]:
    """Copies of an announced round, written in one go: for lists, where only their number or state matters."""
    model = model or announced_round()
    card, deadline = model.card, model.deadlines.get()
    names = references or [f"2026-many-{next(_numbers)}" for _ in range(count)]
    made = Round.objects.bulk_create(
        Round(
            reference=name,
            title=model.title,
            title_en=model.title_en,
            opens_at=model.opens_at,
            status=status,
            created_by_id=model.created_by_id,
            created_at=model.created_at,
        )
        for name in names
    )
    approvals = _opening_of(made, deadline.approval)
    RuleCard.objects.bulk_create(
        RuleCard(
            round=each,
            document=card.document | {"notice_no": each.reference},
            sha256=card.sha256,
            approval=approval,
            frozen_at=card.frozen_at,
        )
        for each, approval in zip(made, approvals, strict=True)
    )
    RoundDeadline.objects.bulk_create(
        RoundDeadline(round=each, closes_at=deadline.closes_at, approval=approval, set_at=deadline.set_at)
        for each, approval in zip(made, approvals, strict=True)
    )
    return made


def _opening_of(made: Sequence[Round], model: Approval) -> list[Approval]:
    """Copies of an approved opening, one for each of these rounds."""
    fields = ("verb", "payload", "payload_sha256", "reason", "requested_by_id", "requested_agency", "requested_at")
    same = {name: getattr(model, name) for name in (*fields, "expires_at")}
    approvals = Approval.objects.bulk_create(
        Approval(reference=f"M{next(_numbers)}", subject=each.reference, **same) for each in made
    )
    answer = model.answer
    ApprovalAnswer.objects.bulk_create(
        ApprovalAnswer(
            approval=each,
            verdict=answer.verdict,
            answered_by_id=answer.answered_by_id,
            answered_at=answer.answered_at,
        )
        for each in approvals
    )
    return approvals


def pass_moment(moment: datetime) -> None:
    """Move the cluster's clock just past this moment, unless it has gone by already."""
    if server_now() <= moment:
        set_clock(moment + timedelta(milliseconds=1))
