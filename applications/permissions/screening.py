"""Who opens what was received, and who screens it (요건검토)."""

from typing import Any

from applications.lifecycle import HANDED_IN, UNSEALED, ApplicationStatus, RoundStatus, pick
from applications.models import Application, Round
from applications.permissions.rounds import may_run_round
from portal.errors import ALLOWED, Decision, NotNow, not_now
from portal.roles import Actor

# A finished screening may be corrected by a new version until the review begins.
SCREENED = frozenset({ApplicationStatus.SUBMITTED, ApplicationStatus.ELIGIBLE, ApplicationStatus.INELIGIBLE})


def may_unseal(actor: Actor, round_: Round) -> Decision:
    """Whoever runs this round, once it is closed and its manifest stands."""
    may = may_run_round(actor, round_)
    if not may.allowed:
        return may
    try:
        pick("round.unseal", round_.status)
    except NotNow as refusal:
        return not_now(refusal.code)
    return ALLOWED


def visible_received_applications(actor: Actor) -> Any:
    """What was handed in and not withdrawn, for staff, once its round was unsealed."""
    if not actor.runs_rounds:
        return Application.objects.none()
    return Application.objects.filter(status__in=HANDED_IN, round__status__in=UNSEALED)


def may_screen(actor: Actor, application: Application) -> Decision:
    """Whoever runs the round, while it is being screened."""
    may = may_run_round(actor, application.round)
    if not may.allowed:
        return may
    if application.round.status != RoundStatus.SCREENING or application.status not in SCREENED:
        return not_now("screening_over")
    return ALLOWED
