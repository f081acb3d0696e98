"""추가 회차: after a tie or without a quorum two people reopen the review for the applications that it concerns."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, Max, OuterRef
from django.utils.translation import gettext_lazy as _

from applications.models import Application, Round
from portal import audit
from portal.actions.approvals import request_approval
from portal.display import krange
from portal.errors import BrokenRule, NotNow, require
from portal.models import Approval
from portal.roles import Actor
from reviews import lifecycle, notices, permissions, queries
from reviews.lifecycle import Stage
from reviews.models import InterestDeclaration, Recusal, Review, Session
from reviews.rules import timetable
from reviews.rules.conflicts import RecusalKind
from reviews.rules.tally import DocumentOutcome
from reviews.rules.timetable import Slot

LEADS_BACK = frozenset({DocumentOutcome.TIED, DocumentOutcome.UNDECIDED})


@transaction.atomic
def request_further_sitting(
    *, review_id: int, slots: Sequence[Slot], reason: str, actor: Actor, now: datetime
) -> Approval:
    """Ask to reopen a revealed review that ended tied or undecided.

    For a presentation, `slots` give every undecided or tied application the time of its further session; a written
    review reopens without any. Raises NotPermitted, NotNow when the outcome needs no further session, BrokenRule.
    """
    review = Review.objects.select_for_update(of=["self"]).select_related("round__card").get(pk=review_id)
    subject = f"{review.round.reference}/{review.stage}"
    require(permissions.may_request_reopening(actor, subject))
    open_refs = _open_refs(review)
    if found := timetable.problems(slots, open_refs):
        raise BrokenRule(*found)
    return request_approval(
        verb=permissions.REOPEN,
        subject=subject,
        payload={
            "slots": [
                {"application": slot.ref, "from": slot.starts_at.isoformat(), "to": slot.ends_at.isoformat()}
                for slot in timetable.in_order(slots)
            ]
        },
        reason=reason,
        actor=actor,
        now=now,
    )


def reopen_review(*, approval: Approval, payload: Mapping[str, Any], actor: Actor, now: datetime) -> None:
    """Run an approved `review.reopen`: the review collects again, each application named gets a further session.

    A conflict that was declared after the closing becomes a recusal where the counting begins anew. Raises NotNow once
    the outcome is being decided no more, or when it is not what was asked for any more.
    """
    reference, _slash, stage = approval.subject.partition("/")
    review = locked_with_round(reference, stage)
    move = lifecycle.pick("review.reopen", review.status)
    require(permissions.may_still_decide(review))
    if set(_open_refs(review)) != {slot["application"] for slot in payload["slots"]}:
        raise NotNow("state_changed")
    review.enter(move)
    sitting = (review.sessions.aggregate(newest=Max("sitting"))["newest"] or 0) + 1
    applications = Application.objects.in_bulk(
        [slot["application"] for slot in payload["slots"]], field_name="reference"
    )
    for position, slot in enumerate(payload["slots"], start=1):
        session = Session.objects.create(
            review=review,
            application=applications[slot["application"]],
            sitting=sitting,
            position=position,
            starts_at=datetime.fromisoformat(slot["from"]),
            ends_at=datetime.fromisoformat(slot["to"]),
        )
        notices.tell_presentation_time(session, now=now)
    recused = _recuse_declared(review, applications.values(), actor=actor, now=now)
    audit.record(
        actor=actor,
        verb=move.verb,
        subject=approval.subject,
        at=now,
        chain=review.round.chain,
        data={
            "approval": approval.reference,
            "sitting": sitting,
            "slots": payload["slots"],
            "recused": [{"seat": each.seat.label, "application": each.application.reference} for each in recused],
        },
    )


def describe_reopening(payload: Mapping[str, Any]) -> Sequence[tuple[Any, Any, Any]]:
    """What the approver reads: which applications meet again, when."""
    teams = dict(
        Application.objects.filter(reference__in=[slot["application"] for slot in payload["slots"]]).values_list(
            "reference", "team_name"
        )
    )
    return [
        (
            _("Further session"),
            teams[slot["application"]],
            krange(datetime.fromisoformat(slot["from"]), datetime.fromisoformat(slot["to"])),
        )
        for slot in payload["slots"]
    ] or [(_("Written review"), _("Revealed"), _("Sheets are being written"))]


def locked_with_round(reference: str, stage: str) -> Review:
    """The review with its round and card, both locked; the round first, as all acts on both do."""
    Round.objects.select_for_update().get(reference=reference)
    found = Review.objects.select_for_update(of=["self"]).select_related("round__card")
    return found.get(round__reference=reference, stage=stage)


def _open_refs(review: Review) -> list[str]:
    """The applications that meet again, none for a written review. Raises NotNow for an outcome that is clear."""
    computed = queries.computed(review.round, review.stage)
    if computed.explanation.result.outcome not in LEADS_BACK:
        raise NotNow("no_further_sitting_needed")
    return queries.open_refs(computed) if review.stage == Stage.PRESENTATION else []


def _recuse_declared(review: Review, reopened: Iterable[Application], *, actor: Actor, now: datetime) -> list[Recusal]:
    """Recuse who declared a conflict with an application that is counted anew."""
    conflicts = InterestDeclaration.objects.filter(seat__panel__round=review.round, has_conflict=True)
    if review.stage == Stage.PRESENTATION:
        conflicts = conflicts.filter(application__in=list(reopened))
    known = Recusal.objects.filter(seat=OuterRef("seat"), application=OuterRef("application"))
    waiting = conflicts.exclude(Exists(known)).select_related("seat", "application")
    return Recusal.objects.bulk_create(
        Recusal(
            seat=each.seat,
            application=each.application,
            kind=RecusalKind.RECUSAL.value,
            from_stage=review.stage,
            reason=each.reason,
            recorded_by_id=actor.user_id,
            recorded_at=now,
        )
        for each in waiting.order_by("seat", "application", "-pk").distinct("seat", "application")
    )
