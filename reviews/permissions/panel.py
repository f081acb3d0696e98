"""Who sees a panel, who changes it, and what a member owes before reading.

A member's rights come from the seat alone. Staff see seats, pledges, recusals and who has signed, never a value.
"""

from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from applications.lifecycle import RoundStatus
from applications.models import Application, Round
from applications.permissions import may_answer_round_act, may_run_round, visible_desk_rounds
from portal.errors import ABSENT, ALLOWED, Decision, not_now
from portal.models import Approval
from portal.roles import Actor
from reviews.lifecycle import DECLARING, UNDER_REVIEW, ReviewStatus, Stage
from reviews.models import InterestDeclaration, Panel, PledgeSignature, Recusal, Review, Seat
from reviews.rules.panel import Step, next_step

PANEL_CHANGE = "panel.change"
# While a panel may be formed or changed.
FORMING = frozenset(
    {
        RoundStatus.ANNOUNCED,
        RoundStatus.OPEN,
        RoundStatus.CLOSED,
        RoundStatus.SCREENING,
        RoundStatus.WRITTEN,
        RoundStatus.PRESENTATION,
    }
)
# Members learn who applied when the screening has said so.


def visible_panel_rounds(actor: Actor) -> Any:
    """Rounds whose panel this actor runs, with their card: from the announcement on."""
    return visible_desk_rounds(actor).public().with_card()


def seats_of(user_id: int | None) -> Any:
    """The seats that an account holds now, but in cancelled rounds."""
    held = Seat.objects.filter(user_id=user_id, dismissed_at__isnull=True)
    return held.exclude(panel__round__status=RoundStatus.CANCELLED)


def visible_seats(actor: Actor) -> Any:
    """The seats that this person holds now, with the round and its card; none for staff, who have no vote.

    Each carries `pledges_signed` and `interests_left`: what the member still owes (`step_of`).
    """
    held = seats_of(actor.user_id) if actor.is_known and not actor.roles else Seat.objects.none()
    return _with_duties(held)


def has_seat(actor: Actor) -> bool:
    """Holds a seat on some panel; such a person acts with a second factor only."""
    return Seat.objects.filter(user_id=actor.user_id, dismissed_at__isnull=True).exists()


def step_of(seat: Seat) -> Step:
    """What the member does next; the seat comes from `visible_seats`."""
    pledges = len(seat.panel.round.card.document["pledges"])
    return next_step(pledges_left=pledges - seat.pledges_signed, interests_left=seat.interests_left)


def may_sign_pledges(seat: Seat) -> Decision:
    """Any time before the decision; once."""
    if seat.panel.round.status not in FORMING:
        return not_now("panel_is_over")
    return ALLOWED if step_of(seat) is Step.PLEDGES else not_now("pledges_signed")


def may_declare(seat: Seat) -> Decision:
    """After the pledges, from the screening on; a conflict that turns up later may be declared later."""
    if step_of(seat) is Step.PLEDGES:
        return not_now("pledges_first")
    if seat.panel.round.status in DECLARING:
        return ALLOWED
    return not_now("declared_too_late" if seat.panel.round.status == RoundStatus.PUBLISHED else "screening_first")


def may_read(seat: Seat) -> Decision:
    """Documents and sheets open after pledges and every declaration."""
    step = step_of(seat)
    if step is Step.PLEDGES:
        return not_now("pledges_first")
    return not_now("interests_first") if step is Step.INTERESTS else ALLOWED


def is_fixed(panel: Panel | None) -> bool:
    """From the first signed pledge on a change of seats needs two people."""
    return panel is not None and PledgeSignature.objects.filter(seat__panel=panel).exists()


def awaits_decision(round_: Round) -> bool:
    """Whether a review of this round has been closed and its outcome is not confirmed yet."""
    stage = Stage.WRITTEN if round_.status == RoundStatus.WRITTEN else Stage.PRESENTATION
    closed = Review.objects.filter(round=round_, stage=stage).exclude(status=ReviewStatus.COLLECTING)
    return closed.exists()


def may_change_panel(actor: Actor, round_: Round, *, fixed: bool, approved: bool) -> Decision:
    """Whoever runs this round, alone until the first pledge is signed, afterwards by two people.

    Nobody from the closing of a review until its outcome is confirmed: whoever is on the panel then is counted.
    """
    may = may_run_round(actor, round_)
    if not may.allowed:
        return may
    if round_.status not in FORMING:
        return not_now("panel_is_over")
    if awaits_decision(round_):
        return not_now("panel_is_counted")
    return not_now("panel_is_fixed") if fixed and not approved else ALLOWED


def may_request_panel_change(actor: Actor, subject: str) -> Decision:
    """Whoever runs this round may ask; the subject is the round's reference."""
    round_ = Round.objects.filter(reference=subject).first()
    if round_ is None or not actor.runs_rounds:
        return ABSENT
    return may_change_panel(actor, round_, fixed=True, approved=True)


def may_answer_panel_change(actor: Actor, approval: Approval) -> Decision:
    """A manager of the other agency."""
    return may_answer_round_act(actor, approval)


def may_elect_chair(actor: Actor, round_: Round) -> Decision:
    """Recorded by whoever runs this round, until the decision; a further session may need an acting chair."""
    may = may_run_round(actor, round_)
    if not may.allowed:
        return may
    return ALLOWED if round_.status in FORMING | {RoundStatus.DELIBERATION} else not_now("panel_is_over")


def _with_duties(seats: Any) -> Any:
    undeclared = (
        Application.objects.filter(round=OuterRef("panel__round"), status__in=UNDER_REVIEW)
        .exclude(Exists(Recusal.objects.filter(application=OuterRef("pk"), seat=OuterRef(OuterRef("pk")))))
        .exclude(Exists(InterestDeclaration.objects.filter(application=OuterRef("pk"), seat=OuterRef(OuterRef("pk")))))
    )
    return seats.select_related("panel__round__card").annotate(
        pledges_signed=Count("pledges", distinct=True),
        interests_left=Coalesce(
            Subquery(undeclared.values("round").annotate(found=Count("pk")).values("found")),
            0,
            output_field=IntegerField(),
        ),
    )
