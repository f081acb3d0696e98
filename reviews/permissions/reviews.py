"""Who runs a review: begins it, closes it, asks for its reveal and for the short list.

Staff see a review's state and who has signed; what sheets say is open to them from the reveal on (`queries.results`).
"""

from typing import Any

from applications.lifecycle import RoundStatus
from applications.models import Round
from applications.permissions import may_answer_round_act, may_run_round
from portal.errors import ABSENT, ALLOWED, Decision, NotNow, forbidden, not_now
from portal.models import Approval
from portal.roles import Actor
from reviews.lifecycle import ReviewStatus, Stage, pick
from reviews.models import Review

REVEAL = "review.reveal"
SHORTLIST = "round.shortlist"


def visible_reviews(actor: Actor) -> Any:
    """Reviews with their round and card, for staff: state and signatures, not what sheets say."""
    if not actor.runs_rounds:
        return Review.objects.none()
    return Review.objects.select_related("round__card")


def may_try_card(actor: Actor, round_: Round) -> Decision:
    """Invented votes under a card: whoever runs rounds, while it is a draft, so that none is taken for a real one."""
    if not actor.runs_rounds:
        return ABSENT
    return ALLOWED if round_.status == RoundStatus.DRAFT else not_now("round_is_fixed")


def may_see_scores(review: Review) -> Decision:
    """What sheets and votes say: from the reveal on. The review comes from `visible_reviews`."""
    return ALLOWED if review.status == ReviewStatus.REVEALED else not_now("review_not_revealed")


def may_start_review(actor: Actor, round_: Round, stage: str) -> Decision:
    """Whoever runs this round, out of the screening, the first review that the card has."""
    may = may_run_round(actor, round_)
    if not may.allowed:
        return may
    if round_.status != RoundStatus.SCREENING:
        return not_now("state_changed")
    first = Stage.WRITTEN if round_.card.document["written"] is not None else Stage.PRESENTATION
    return ALLOWED if stage == first else not_now("not_the_first_review")


def may_close_review(actor: Actor, review: Review) -> Decision:
    """Whoever runs this round, while the review is collecting."""
    may = may_run_round(actor, review.round)
    if not may.allowed:
        return may
    return _legal("review.close", review)


def may_request_shortlist(actor: Actor, subject: str) -> Decision:
    """A manager, once the written review is revealed; the subject is the round's reference."""
    review = review_of(f"{subject}/{Stage.WRITTEN}")
    if review is None or not actor.runs_rounds:
        return ABSENT
    if not actor.is_manager:
        return forbidden("not_manager")
    may = may_run_round(actor, review.round)
    if not may.allowed:
        return may
    if review.round.status != RoundStatus.WRITTEN:
        return not_now("state_changed")
    return ALLOWED if review.status == ReviewStatus.REVEALED else not_now("review_not_revealed")


def may_request_reveal(actor: Actor, subject: str) -> Decision:
    """Whoever runs this round, once the review is closed; the subject is `<round>/<stage>`."""
    review = review_of(subject)
    if review is None or not actor.runs_rounds:
        return ABSENT
    may = may_run_round(actor, review.round)
    return _legal(REVEAL, review) if may.allowed else may


def may_answer_reveal(actor: Actor, approval: Approval) -> Decision:
    """A manager of the other agency."""
    return may_answer_round_act(actor, approval)


def review_of(subject: str) -> Review | None:
    """The review that `<round>/<stage>` names, with its round and card."""
    reference, _, stage = subject.partition("/")
    return Review.objects.select_related("round__card").filter(round__reference=reference, stage=stage).first()


def _legal(verb: str, review: Review) -> Decision:
    try:
        pick(verb, review.status)
    except NotNow as refusal:
        return not_now(refusal.code)
    return ALLOWED
