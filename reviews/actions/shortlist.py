"""서면평가 결과: the short list follows from the written rule and is confirmed by two people."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from applications import lifecycle
from applications import notices as applicant_notices
from applications.models import Application, Round
from portal import audit
from portal.actions.approvals import request_approval
from portal.canonical import canonical, commitment, new_nonce, sha256_hex
from portal.errors import NotNow, require
from portal.models import Approval
from portal.roles import Actor
from reviews import permissions, queries
from reviews.lifecycle import PUBLISHABLE, ApplicationOutcome, ReviewStatus, Stage
from reviews.models import Decision, Publication, Review
from reviews.permissions import SHORTLIST
from reviews.rules.tally import document_from, tally


@transaction.atomic
def request_shortlist(*, round_id: int, reason: str, actor: Actor, now: datetime) -> Approval:
    """Compute the short list, keep it as a decision of the written stage, and ask for its confirmation.

    Raises NotPermitted; NotNow before the reveal, while another request waits, or for a tied or undecided outcome.
    """
    round_ = Round.objects.with_card().select_for_update(of=("self",)).get(pk=round_id)
    require(permissions.may_request_shortlist(actor, round_.reference))
    document = queries.tally_document(round_, Stage.WRITTEN)
    result = tally(document_from(document)).as_json()
    if result["outcome"] not in PUBLISHABLE:
        raise NotNow(f"shortlist_{result['outcome']}")
    made = _decision(round_, document, result, reason=reason, actor=actor, now=now)
    payload = {
        "round": round_.reference,
        "version": made.version,
        "document_sha256": sha256_hex(canonical(document)),
        "passed": [each["ref"] for each in result["applications"] if _passed(each)],
        "failed": [each["ref"] for each in result["applications"] if not _passed(each)],
    }
    return request_approval(
        verb=SHORTLIST, subject=round_.reference, payload=payload, reason=reason, actor=actor, now=now
    )


def perform_shortlist(*, approval: Approval, payload: Mapping[str, Any], actor: Actor, now: datetime) -> None:
    """Run a confirmed short list: applications move, their people are told, the presentation review begins.

    Raises NotNow when anything that it rests on has changed since it was asked for, or sheets are collected again.
    """
    round_ = Round.objects.with_card().select_for_update(of=("self",)).get(reference=payload["round"])
    move = lifecycle.pick(SHORTLIST, round_.status)
    review = Review.objects.select_for_update().get(round=round_, stage=Stage.WRITTEN)
    review.round = round_
    require(permissions.may_still_decide(review))
    made = Decision.objects.filter(round=round_, stage=Stage.WRITTEN).latest("version")
    document = queries.tally_document(round_, Stage.WRITTEN)
    if made.version != payload["version"] or sha256_hex(canonical(document)) != payload["document_sha256"]:
        raise NotNow("state_changed")
    applications = {
        each.reference: each for each in Application.objects.select_for_update().filter(round=round_).order_by("pk")
    }
    Publication.objects.create(decision=made, approval=approval, published_at=now)
    for verb, key in (("shortlist.pass", "passed"), ("shortlist.fail", "failed")):
        for reference in payload[key]:
            application = applications[reference]
            application.enter(lifecycle.pick(verb, application.status))
            applicant_notices.shortlisted(application, passed=key == "passed", now=now)
    round_.enter(move)
    Review.objects.create(round=round_, stage=Stage.PRESENTATION, status=ReviewStatus.COLLECTING, opened_at=now)
    audit.record(
        actor=actor,
        verb=move.verb,
        subject=round_.reference,
        at=now,
        chain=round_.chain,
        data={"approval": approval.reference, "commitment": made.commitment, "passed": payload["passed"]},
    )


def describe_shortlist(payload: Mapping[str, Any]) -> Sequence[tuple[Any, Any, Any]]:
    """What the approver reads: who goes on, by team name, and who does not."""
    references = [*payload["passed"], *payload["failed"]]
    names = dict(Application.objects.filter(reference__in=references).values_list("reference", "team_name"))
    return [
        *(
            (f"{names[reference]} · {reference}", "", _("Goes on to the presentation"))
            for reference in payload["passed"]
        ),
        *((f"{names[reference]} · {reference}", "", _("Does not go on")) for reference in payload["failed"]),
    ]


def _passed(result: Mapping[str, Any]) -> bool:
    return result["outcome"] == ApplicationOutcome.SELECTED


def _decision(
    round_: Round, document: dict[str, Any], result: dict[str, Any], *, reason: str, actor: Actor, now: datetime
) -> Decision:
    nonce = new_nonce()
    return Decision.objects.create(
        round=round_,
        stage=Stage.WRITTEN.value,
        version=Decision.objects.filter(round=round_, stage=Stage.WRITTEN).count() + 1,
        document=document,
        result=result,
        nonce=nonce,
        commitment=commitment(canonical({"document": document, "result": result}), nonce),
        reason=reason,
        prepared_by_id=actor.user_id,
        prepared_at=now,
    )
