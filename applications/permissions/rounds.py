"""Who sees a round, and who may prepare, open and cancel it (design, People)."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from applications.lifecycle import RoundStatus, pick
from applications.models import Round
from portal.actors import PortalNow
from portal.errors import ABSENT, ALLOWED, Decision, NotNow, forbidden, not_now
from portal.models import Approval, ReportOrder, RoleGrant
from portal.roles import Actor

OPENING = "round.open"
CANCELLING = "round.cancel"


def visible_rounds(actor: Actor) -> Any:
    """Everybody sees rounds from the announcement on; who runs rounds sees drafts too."""
    return Round.objects.all() if actor.runs_rounds else Round.objects.public()


def visible_announced_rounds(actor: Actor) -> Any:
    """The public list: the same for everybody."""
    return Round.objects.public()


def visible_desk_rounds(actor: Actor) -> Any:
    """The rounds that this actor has a desk for: all for managers and secretaries, none for others."""
    return Round.objects.all() if actor.runs_rounds else Round.objects.none()


def may_list_desk(actor: Actor) -> Decision:
    """For those without a desk there is no such page."""
    return ALLOWED if actor.runs_rounds else ABSENT


def may_create_round(actor: Actor) -> Decision:
    """Any manager of an agency."""
    return ALLOWED if actor.is_manager else forbidden("not_manager")


def may_edit_round(actor: Actor, round_: Round) -> Decision:
    """A manager of the agency that drafted it or of one that the card names, while no request to open it waits."""
    if not actor.is_manager:
        return forbidden("not_manager")
    if actor.agency not in _sides(round_).values() and not _drafted(actor, round_):
        return forbidden("agency_not_in_card")
    if round_.status != RoundStatus.DRAFT:
        return not_now("round_is_fixed")
    return not_now("opening_waits") if _waits(round_.reference) else ALLOWED


def may_run_round(actor: Actor, round_: Round) -> Decision:
    """Every desk act and every request on a round: who runs rounds, of one of the two agencies that the card names.

    Others may read the desk; what they ask for would pass by the other side's consent.
    """
    if not actor.runs_rounds:
        return forbidden("not_staff")
    return ALLOWED if actor.agency in _sides(round_).values() else forbidden("agency_not_in_card")


def may_request_opening(actor: Actor, subject: str) -> Decision:
    """A manager of one of the two agencies that the card names, while the round is a draft."""
    return _may_request(actor, subject, OPENING)


def may_request_cancelling(actor: Actor, subject: str) -> Decision:
    """A manager of one of the two agencies that the card names, until applications are opened."""
    return _may_request(actor, subject, CANCELLING)


def may_answer_round_act(actor: Actor, approval: Approval) -> Decision:
    """A manager of the side that did not ask; the card names both sides (design, Ten principles 7).

    For every act on a round: the request's subject is the round's reference, or begins with it and a slash.
    """
    if not actor.is_manager:
        return forbidden("not_manager")
    round_ = _round(approval.subject.split("/")[0])
    if round_ is None:
        return ABSENT
    sides = _sides(round_)
    asks, approves = sides["requests"], sides["approves"]
    if approval.requested_agency not in {asks, approves}:
        return forbidden("agency_not_in_card")
    other = approves if approval.requested_agency == asks else asks
    return ALLOWED if actor.agency == other else forbidden("other_agency_needed")


def may_see_rule_card(actor: Actor, order: ReportOrder) -> Decision:
    """The frozen card is as public as its round."""
    return ALLOWED if visible_rounds(actor).filter(reference=order.subject).exists() else ABSENT


def opened_rule_cards(actor: Actor) -> Q:
    """The same for a list of report orders."""
    return Q(subject__in=visible_rounds(actor).values("reference"))


def _may_request(actor: Actor, subject: str, verb: str) -> Decision:
    round_ = _round(subject)
    if round_ is None or not actor.runs_rounds:
        return ABSENT
    if not actor.is_manager:
        return forbidden("not_manager")
    may = may_run_round(actor, round_)
    if not may.allowed:
        return may
    try:
        pick(verb, round_.status)
    except NotNow as refusal:
        return not_now(refusal.code)
    return ALLOWED


def _round(reference: str) -> Round | None:
    return Round.objects.with_card().filter(reference=reference).first()


def _sides(round_: Round) -> Mapping[str, str]:
    is_frozen = round_.status != RoundStatus.DRAFT and hasattr(round_, "card")
    return (round_.card.document if is_frozen else round_.draft)["agencies"]


def _drafted(actor: Actor, round_: Round) -> bool:
    """Whether the draft was begun by this actor's agency, whose card may not name any side yet."""
    began = {"user": round_.created_by_id, "starts_at__lte": round_.created_at, "ends_at__gt": round_.created_at}
    return RoleGrant.objects.filter(**began, agency=actor.agency).exists()


def _waits(reference: str) -> bool:
    waiting = Approval.objects.filter(verb=OPENING, subject=reference, answer__isnull=True, expires_at__gt=PortalNow())
    return waiting.exists()
