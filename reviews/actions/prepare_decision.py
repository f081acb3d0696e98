"""결정안: one person prepares what the rule card makes of the records; a correction is a new version with a reason."""

from datetime import datetime

from django.db import transaction

from applications.models import Round
from portal import audit
from portal.canonical import canonical, commitment, new_nonce
from portal.errors import BrokenRule, NotNow, Problem, require
from portal.roles import Actor
from reviews import lifecycle, permissions, queries
from reviews.lifecycle import DecisionStatus, Stage
from reviews.models import Decision, Review
from reviews.rules.tally import document_from, tally


@transaction.atomic
def prepare_decision(*, round_id: int, actor: Actor, now: datetime, reason: str = "") -> Decision:
    """Prepare the round's decision from the revealed presentation review, whatever its outcome.

    Raises NotPermitted; NotNow outside deliberation, before the reveal, or when nothing has changed since the last
    version; BrokenRule for a further version without a reason.
    """
    round_ = Round.objects.select_for_update(of=["self"]).with_card().get(pk=round_id)
    review = Review.objects.select_related("round__card").get(round=round_, stage=Stage.PRESENTATION)
    require(permissions.may_prepare(actor, review))
    return record_decision(round_=round_, stage=Stage.PRESENTATION, actor=actor, now=now, reason=reason)


def record_decision(*, round_: Round, stage: Stage, actor: Actor, now: datetime, reason: str = "") -> Decision:
    """Compute and keep the next version of a stage's decision; the caller holds the round's lock and has asked `may_*`.

    The document and its result stay sealed; the chain gets the commitment. Raises as `prepare_decision` does.
    """
    document = queries.tally_document(round_, stage)
    last = Decision.objects.filter(round=round_, stage=stage).order_by("-version").first()
    if last is not None:
        if last.document == document:
            raise NotNow("decision_unchanged")
        if not reason.strip():
            raise BrokenRule(Problem("correction_needs_reason", {}, "reason"))
        lifecycle.pick("decision.supersede", DecisionStatus.PREPARED)
    move = lifecycle.pick("decision.prepare", DecisionStatus.COMPUTED)
    result = tally(document_from(document)).as_json()
    nonce = new_nonce()
    decision = Decision.objects.create(
        round=round_,
        stage=stage.value,
        version=last.version + 1 if last else 1,
        document=document,
        result=result,
        nonce=nonce,
        commitment=commitment(canonical(document), nonce),
        reason=reason.strip(),
        prepared_by_id=actor.user_id,
        prepared_at=now,
    )
    audit.record(
        actor=actor,
        verb=move.verb,
        subject=f"{round_.reference}/{stage.value}",
        at=now,
        chain=round_.chain,
        data={
            "version": decision.version,
            "commitment": decision.commitment,
            "outcome": result["outcome"],
            "reason": decision.reason,
        },
    )
    return decision
