"""확정·공표: one person asks, a second confirms and thereby publishes exactly the prepared decision."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from applications import lifecycle as round_lifecycle
from applications.actions.record_outcome import record_outcome
from applications.models import Application, Round
from portal import audit, reports
from portal.actions.approvals import request_approval
from portal.canonical import canonical, sha256_hex
from portal.errors import BrokenRule, NotNow, Problem, require
from portal.models import Approval
from portal.roles import Actor
from reviews import lifecycle, notices, permissions, queries, wording
from reviews.lifecycle import FINAL_MOVES, PUBLISHABLE, ApplicationOutcome, DecisionStatus, Outcome, Stage
from reviews.models import Decision, Publication, Review
from reviews.rules.decision_public import public_record, unplaced


@transaction.atomic
def request_publication(*, round_id: int, reason: str, actor: Actor, now: datetime) -> Approval:
    """Ask the other agency to confirm and publish the newest prepared decision.

    Raises NotPermitted; NotNow without a decision, for one that is tied or undecided (a further session or lots come
    first) and for one that the records no longer bear out; BrokenRule while a team has no consolidated opinion.
    """
    round_ = Round.objects.select_for_update(of=["self"]).with_card().get(pk=round_id)
    require(permissions.may_request_publication(actor, round_.reference))
    decision = _publishable(round_)
    if missing := queries.without_opinion(round_):
        raise BrokenRule(*(Problem("opinion_missing", {"team": team}) for team in missing))
    return request_approval(
        verb=permissions.PUBLISH,
        subject=round_.reference,
        payload={
            "version": decision.version,
            "commitment": decision.commitment,
            "outcome": decision.result["outcome"],
            "vacancies": decision.result["vacancies"],
            "applications": {each["ref"]: each["outcome"] for each in decision.result["applications"]},
        },
        reason=reason,
        actor=actor,
        now=now,
    )


def publish_decision(*, approval: Approval, payload: Mapping[str, Any], actor: Actor, now: datetime) -> None:
    """Run an approved `decision.publish`: outcomes, public record, mails, reports.

    Raises NotNow when another version was prepared, the records changed or the review was reopened meanwhile.
    """
    round_ = Round.objects.select_for_update(of=["self"]).with_card().get(reference=approval.subject)
    round_move = round_lifecycle.pick("round.publish", round_.status)
    decision = _publishable(round_)
    if decision.commitment != payload["commitment"]:
        raise NotNow("decision_superseded")
    move = lifecycle.pick("decision.publish", DecisionStatus.PREPARED)
    moves = {ref: FINAL_MOVES[ApplicationOutcome(outcome)] for ref, outcome in payload["applications"].items()}
    applications = record_outcome(round_=round_, moves=moves)
    round_.enter(round_move)
    card = round_.card.read()
    for application in applications:
        notices.tell_result(application, round_=round_, objection_days=card.objection_days, now=now)
    reports.order(
        kind="decision",
        subject=round_.reference,
        version=decision.version,
        number=f"{round_.reference}-D{decision.version}",
        actor=actor,
        now=now,
    )
    reports.order(
        kind="evaluation_report",
        subject=round_.reference,
        version=decision.version,
        number=f"{round_.reference}-E{decision.version}",
        actor=actor,
        now=now,
    )
    record = public_record(
        round_ref=round_.reference,
        rule_card=round_.card.sha256,
        result=decision.result,
        digits=decision.document["rule"]["score"]["digits"],
        chain={"seq": 0, "hash": ""},
        commitment=decision.commitment,
    )
    entry = audit.record(
        actor=actor,
        verb=move.verb,
        subject=round_.reference,
        at=now,
        chain=round_.chain,
        data={"approval": approval.reference, **payload, "public_sha256": sha256_hex(canonical(unplaced(record)))},
    )
    # After the entry: the public record names the entry's own place in the chain.
    Publication.objects.create(
        decision=decision,
        approval=approval,
        public=record | {"chain": {"seq": entry.seq, "hash": entry.hash}},
        published_at=now,
    )


def describe_publication(payload: Mapping[str, Any]) -> Sequence[tuple[Any, Any, Any]]:
    """What the approver reads: the outcome, then each team with what becomes of it."""
    teams = dict(
        Application.objects.filter(reference__in=payload["applications"]).values_list("reference", "team_name")
    )
    outcomes = [
        (teams[ref], "", wording.APPLICATION_OUTCOME[ApplicationOutcome(outcome)])
        for ref, outcome in payload["applications"].items()
    ]
    return [
        (_("Outcome"), "", wording.OUTCOME[Outcome(payload["outcome"])]),
        (_("Vacant places"), "", str(payload["vacancies"])),
        *outcomes,
    ]


def _publishable(round_: Round) -> Decision:
    """The newest decision of the presentation, if it may be published and the records still say the same.

    Raises NotNow too while the review collects again; the round comes locked, the review is locked here.
    """
    review = Review.objects.select_for_update().get(round=round_, stage=Stage.PRESENTATION)
    review.round = round_
    require(permissions.may_still_decide(review))
    decision = Decision.objects.filter(round=round_, stage=Stage.PRESENTATION).order_by("-version").first()
    if decision is None:
        raise NotNow("no_decision_prepared")
    outcome = Outcome(decision.result["outcome"])
    if outcome not in PUBLISHABLE:
        raise NotNow(f"decision_{outcome}")
    if queries.tally_document(round_, Stage.PRESENTATION) != decision.document:
        raise NotNow("decision_stale")
    return decision
