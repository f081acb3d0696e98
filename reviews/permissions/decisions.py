"""Results and decisions: who reads them when, who prepares, asks for and confirms them."""

from typing import Any

from django.db.models import Q

from applications.lifecycle import HANDED_IN, ApplicationStatus, RoundStatus
from applications.models import Application
from applications.permissions import may_answer_round_act
from portal.errors import ABSENT, ALLOWED, Decision, forbidden, not_now
from portal.models import Approval, ReportOrder
from portal.roles import Actor, Role
from reviews.lifecycle import ReviewStatus, Stage
from reviews.models import Publication, Review

PUBLISH, REOPEN, LOTS = "decision.publish", "review.reopen", "lot.confirm"
# Where a round stands while the outcome of this review is being decided.
DECIDES_IN = {Stage.WRITTEN: RoundStatus.WRITTEN, Stage.PRESENTATION: RoundStatus.DELIBERATION}
ENDED_EARLIER = frozenset({ApplicationStatus.INELIGIBLE, ApplicationStatus.WRITTEN_FAILED})


def visible_publications(actor: Actor) -> Any:
    """Published decisions of rounds are everybody's; those of a written review are not (they have no public record)."""
    return Publication.objects.filter(public__isnull=False)


def visible_results(actor: Actor) -> Any:
    """Revealed reviews, with round and card, for staff and the auditor. Until the reveal there is no such page."""
    if not (actor.runs_rounds or Role.AUDITOR in actor.roles):
        return Review.objects.none()
    return Review.objects.filter(status=ReviewStatus.REVEALED).select_related("round__card", "round__panel")


def visible_own_results(actor: Actor) -> Any:
    """The applications of this person whose result is out: published, or ended by an earlier step of the round."""
    if not actor.is_known:
        return Application.objects.none()
    out = Q(round__status=RoundStatus.PUBLISHED) | Q(status__in=ENDED_EARLIER)
    own = Application.objects.filter(out, people__user_id=actor.user_id, status__in=HANDED_IN)
    return own.select_related("round__card")


def may_still_decide(review: Review) -> Decision:
    """Is the outcome of this review being decided: revealed, and the round where that is done? Asked again by an act
    that was approved; the review comes with its round, both locked.
    """
    if review.round.status != DECIDES_IN[Stage(review.stage)]:
        return not_now("no_decision_now")
    return ALLOWED if review.status == ReviewStatus.REVEALED else not_now("not_revealed")


def may_prepare(actor: Actor, review: Review) -> Decision:
    """A manager, on a revealed review, while its outcome is being decided."""
    return _may_decide(actor, review, manager=True)


def may_request_publication(actor: Actor, subject: str) -> Decision:
    """A manager, in deliberation; the subject is the round's reference."""
    return _may_request(actor, f"{subject}/{Stage.PRESENTATION}", manager=True)


def may_request_reopening(actor: Actor, subject: str) -> Decision:
    """A manager, while the outcome is being decided; the subject is `<round>/<stage>`."""
    return _may_request(actor, subject, manager=True)


def may_request_lots(actor: Actor, subject: str) -> Decision:
    """Whoever runs rounds, while the outcome is being decided; the subject is `<round>/<stage>`."""
    return _may_request(actor, subject, manager=False)


def may_answer_decision(actor: Actor, approval: Approval) -> Decision:
    """A manager of the other agency."""
    return may_answer_round_act(actor, approval)


def may_see_decision_report(actor: Actor, order: ReportOrder) -> Decision:
    """The public decision is everybody's."""
    return ALLOWED


def opened_decision_reports(actor: Actor) -> Q:
    """The same for a list of report orders: all of them."""
    return Q(pk__isnull=False)


def may_see_evaluation_report(actor: Actor, order: ReportOrder) -> Decision:
    """종합평가보고서 carries every vote and sheet: staff and the auditor."""
    return ALLOWED if actor.runs_rounds or Role.AUDITOR in actor.roles else ABSENT


def opened_evaluation_reports(actor: Actor) -> Q:
    """The same for a list of report orders: all or none."""
    return Q(pk__isnull=not (actor.runs_rounds or Role.AUDITOR in actor.roles))


def _may_request(actor: Actor, subject: str, *, manager: bool) -> Decision:
    reference, _, stage = subject.partition("/")
    review = Review.objects.select_related("round__card").filter(round__reference=reference, stage=stage).first()
    if review is None or not actor.runs_rounds:
        return ABSENT
    return _may_decide(actor, review, manager=manager)


def _may_decide(actor: Actor, review: Review, *, manager: bool) -> Decision:
    if not actor.runs_rounds:
        return forbidden("not_staff")
    if manager and not actor.is_manager:
        return forbidden("not_manager")
    if actor.agency not in review.round.card.document["agencies"].values():
        return forbidden("agency_not_in_card")
    return may_still_decide(review)
