"""Evidence: when a round's bundles may be written, and who asks for the sealed one."""

from datetime import datetime

from applications.lifecycle import RoundStatus
from applications.models import Round
from applications.permissions import may_answer_round_act
from portal.errors import ABSENT, ALLOWED, Decision, forbidden, not_now
from portal.models import Approval
from portal.roles import Actor
from portal.rules.approvals import LIFETIME, Verdict
from reviews.lifecycle import ReviewStatus
from reviews.models import EvidenceExport, Review

EXPORT = "evidence.export"
_DECIDES = frozenset({RoundStatus.DELIBERATION, RoundStatus.PUBLISHED})


def may_request_export(actor: Actor, subject: str) -> Decision:
    """A manager of one of the round's agencies, once nothing is sealed any more; the subject is its reference."""
    round_ = Round.objects.with_card().filter(reference=subject).first()
    if round_ is None or not actor.runs_rounds:
        return ABSENT
    if not actor.is_manager:
        return forbidden("not_manager")
    if not hasattr(round_, "card"):
        return not_now("evidence_still_sealed")
    if actor.agency not in round_.card.document["agencies"].values():
        return forbidden("agency_not_in_card")
    return may_export_sealed(round_)


def may_answer_export(actor: Actor, approval: Approval) -> Decision:
    """A manager of the other agency."""
    return may_answer_round_act(actor, approval)


def may_export_sealed(round_: Round) -> Decision:
    """From the deliberation on, while no review has been reopened: nobody sees more than the reveal has shown."""
    sealed = Review.objects.filter(round=round_).exclude(status=ReviewStatus.REVEALED).exists()
    return ALLOWED if round_.status in _DECIDES and not sealed else not_now("evidence_still_sealed")


def may_export_public(round_: Round) -> Decision:
    """Once the decision is published."""
    return ALLOWED if round_.status == RoundStatus.PUBLISHED else not_now("evidence_not_public")


def may_use_export(round_: Round, approval: Approval | None, now: datetime) -> Decision:
    """An approval of exactly this export opens it once, within a day of the answer. It comes with its answer."""
    answer = getattr(approval, "answer", None)
    if answer is None or (approval.verb, approval.subject) != (EXPORT, round_.reference):
        return not_now("export_not_approved")
    if answer.verdict != Verdict.APPROVED:
        return not_now("export_not_approved")
    if EvidenceExport.objects.filter(approval=approval).exists():
        return not_now("export_used")
    return may_export_sealed(round_) if now < answer.answered_at + LIFETIME else not_now("export_too_late")


def usable_export(round_: Round, now: datetime) -> Approval | None:
    """The newest approval that still opens the sealed bundle, with its answer."""
    approved = Approval.objects.filter(
        verb=EXPORT, subject=round_.reference, answer__verdict=Verdict.APPROVED, answer__answered_at__gt=now - LIFETIME
    )
    unused = approved.exclude(pk__in=EvidenceExport.objects.filter(round=round_).values("approval"))
    return unused.select_related("answer").order_by("-pk").first()
