"""Announce a round by two people: one asks with a complete rule card, the other side's approval freezes it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from applications import lifecycle, queries
from applications.models import Round, RoundDeadline, RuleCard
from applications.permissions import may_request_opening
from applications.rules import readiness
from applications.rules.rule_card import Card
from portal import audit, reports
from portal.actions.approvals import request_approval
from portal.canonical import canonical, sha256_hex
from portal.errors import BrokenRule, NotNow, Problem, require
from portal.models import Approval
from portal.registry import registry
from portal.roles import Actor


def problems_of(round_: Round, *, now: datetime) -> list[Problem]:
    """Everything that the draft card still lacks before the round may be opened."""
    found = readiness.problems(round_.draft, now=now)
    if queries.is_notice_no_taken(round_.draft["notice_no"], round_):
        found.append(Problem("notice_no_taken", field_name="notice.notice_no"))
    # Those who apply a rule look at it only when its form is sound.
    return found or [problem for check in registry.readiness_checks for problem in check(round_.draft)]


@transaction.atomic
def request_opening(*, round_id: int, reason: str, actor: Actor, now: datetime) -> Approval:
    """Ask the other agency to open the round with its card as it stands.

    Raises NotPermitted, NotNow, or BrokenRule with everything that the card still lacks.
    """
    round_ = Round.objects.select_for_update().get(pk=round_id)
    require(may_request_opening(actor, round_.reference))
    if problems := problems_of(round_, now=now):
        raise BrokenRule(*problems)
    return request_approval(
        verb="round.open",
        subject=round_.reference,
        payload={"document": round_.draft, "sha256": sha256_hex(canonical(round_.draft))},
        reason=reason,
        actor=actor,
        now=now,
    )


@transaction.atomic
def open_approved_round(*, approval: Approval, payload: Mapping[str, Any], actor: Actor, now: datetime) -> None:
    """Run an approved `round.open`: freeze the card, set the deadline, announce.

    Raises NotNow when the round is no draft any more, or meanwhile the announced beginning has passed or another round
    was announced under its notice number.
    """
    round_ = Round.objects.select_for_update().get(reference=approval.subject)
    move = lifecycle.pick("round.open", round_.status)
    schedule = Card.from_document(payload["document"]).schedule
    if now >= schedule.opens_at:
        raise NotNow("opening_time_passed")
    if queries.is_notice_no_taken(payload["document"]["notice_no"], round_):
        raise NotNow("notice_no_taken")
    round_.opens_at = schedule.opens_at
    round_.status = move.target
    round_.save(update_fields=["opens_at", "status"])
    sha256 = sha256_hex(canonical(payload["document"]))
    RuleCard.objects.create(round=round_, document=payload["document"], sha256=sha256, approval=approval, frozen_at=now)
    RoundDeadline.objects.create(round=round_, closes_at=schedule.closes_at, approval=approval, set_at=now)
    reports.order(kind=move.report, subject=round_.reference, number=f"RC-{round_.reference}", actor=actor, now=now)
    audit.record(
        actor=actor,
        verb=move.verb,
        subject=round_.reference,
        at=now,
        chain=round_.chain,
        data={"approval": approval.reference, "rule_card": sha256, "closes_at": audit.timestamp(schedule.closes_at)},
    )
