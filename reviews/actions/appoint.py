"""위촉: a person takes a seat on the panel of a round."""

from datetime import datetime

from django.db import transaction

from applications.models import Round
from portal import audit
from portal.errors import BrokenRule, Problem, require
from portal.models import Approval, User
from portal.roles import Actor
from reviews import notices, permissions, queries
from reviews.models import Panel, Review, Seat
from reviews.rules import panel as rule


@transaction.atomic
def appoint(
    *,
    round_id: int,
    email: str,
    name: str,
    affiliation: str,
    actor: Actor,
    now: datetime,
    approval: Approval | None = None,
) -> Seat:
    """Appoint by e-mail; a person without an account gets one and sets the password from the mail.

    Raises NotPermitted; NotNow when the panel is over, being counted, or fixed and no approval is given
    (`panel_change`); BrokenRule for somebody who cannot hold a seat.
    """
    # Waits for a closing in flight, so that nobody joins a panel that is being counted; reviews lock before the panel.
    list(Review.objects.select_for_update().filter(round=round_id))
    round_ = Round.objects.get(pk=round_id)
    panel, _ = Panel.objects.get_or_create(round=round_, defaults={"created_at": now})
    panel = Panel.objects.select_for_update().get(pk=panel.pk)
    fixed = permissions.is_fixed(panel)
    require(permissions.may_change_panel(actor, round_, fixed=fixed, approved=approval is not None))
    user = User.objects.filter(email__iexact=email).first() or User.objects.create_user(email, None, name=name)
    if code := rule.problem_with(queries.candidate(round_, user)):
        raise BrokenRule(Problem(code, {}, "email"))
    seat = Seat.objects.create(
        panel=panel,
        label=rule.next_label(panel.seats.values_list("label", flat=True)),
        user=user,
        affiliation=affiliation,
        appointed_at=now,
        approval=approval,
    )
    notices.appointed(seat, now=now)
    audit.record(
        actor=actor,
        verb="panel.appoint",
        subject=f"{round_.reference}/{seat.label}",
        at=now,
        chain=round_.chain,
        data={"user": user.pk, "affiliation": affiliation, "approval": approval.reference if approval else None},
    )
    return seat
