"""Reads for those who run rounds: the list of the desk, and one round's desk page."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.translation import gettext

from applications import wording
from applications.lifecycle import RoundStatus
from applications.models import CloseManifest, Round
from applications.models.round import RoundQuerySet
from applications.queries.rounds import phases, read_card
from applications.rules.rule_card import Card
from portal.actors import PortalNow
from portal.audit_words import audit_label, by_words
from portal.display import KST, localized
from portal.models import Approval, AuditEvent
from portal.registry import Todo, registry
from portal.roles import Actor

ROWS = 50
EVENTS = 12
HOME_ROWS = 20
# A step of the clock that is this late is nobody's waiting any more: the worker's clock stands still.
CLOCK_STANDS_STILL = timedelta(minutes=2)


def desk_list(scoped: RoundQuerySet, *, status: str, page: str | None) -> Page:
    """One page of rounds, newest first, with deadline, number of applications and waiting requests; two statements."""
    newest = CloseManifest.objects.filter(round=OuterRef("pk")).order_by("-pk").values("count")[:1]
    rows = _with_request(scoped.with_deadline().defer("draft")).annotate(received=Subquery(newest))
    if status:
        rows = rows.filter(status=status)
    shown = Paginator(rows.order_by("-created_at", "-pk"), ROWS).get_page(page)
    for row in shown:
        row.label, row.tone = wording.ROUND_STATUS[row.status], wording.ROUND_TONE[row.status]
    return shown


def _with_request(rows: RoundQuerySet) -> RoundQuerySet:
    """Add `has_request`: whether an act on the round waits for a second person."""
    about = Q(subject=OuterRef("reference")) | Q(subject__startswith=Concat(OuterRef("reference"), Value("/")))
    waiting = Approval.objects.filter(about, answer__isnull=True, expires_at__gt=PortalNow())
    return rows.annotate(has_request=Exists(waiting))


@dataclass(frozen=True)
class Event:
    """One act of the round's chain for people: role and agency, never a name."""

    seq: int
    at: datetime
    what: Any
    by: str


def desk_page(round_: Round, actor: Actor, now: datetime) -> dict[str, Any]:
    """The staff's home of a round: where it stands, what is late, what waits, what happened."""
    card = read_card(round_)
    closes_at = round_.closes_at or card.schedule.closes_at
    links = [link for source in registry.desk_links for link in source(actor, round_, now)]
    return {
        "round": round_,
        "card": card,
        "rule_card": getattr(round_, "card", None),
        "label": wording.ROUND_STATUS[round_.status],
        "tone": wording.ROUND_TONE[round_.status],
        "phases": phases(round_, card, closes_at),
        "opens_at": card.schedule.opens_at,
        "closes_at": closes_at,
        "late": late(round_, card, closes_at, now),
        "requests": waiting_requests(round_.reference, actor, now),
        "groups": [(name, list(group)) for name, group in groupby(links, key=lambda link: str(link.group))],
        "events": events(round_),
    }


def late(round_: Round, card: Card, closes_at: datetime, now: datetime) -> Sequence[str]:
    """What should have happened by now and has not, as sentences."""
    status, today = round_.status, now.astimezone(KST).date()
    if status == RoundStatus.ANNOUNCED and now > card.schedule.opens_at + CLOCK_STANDS_STILL:
        return [gettext("The window should have begun. The clock process does not seem to run.")]
    if status == RoundStatus.OPEN and now > closes_at + CLOCK_STANDS_STILL:
        return [gettext("The round should have been closed. The clock process does not seem to run.")]
    due = {
        RoundStatus.CLOSED: (
            card.schedule.screening_on,
            gettext("The announced day of the eligibility check has passed."),
        ),
        RoundStatus.WRITTEN: (card.schedule.written_on, gettext("The announced day of the written review has passed.")),
        RoundStatus.PRESENTATION: (
            card.schedule.presentation_on,
            gettext("The announced day of the presentation review has passed."),
        ),
        RoundStatus.DELIBERATION: (card.schedule.result_on, gettext("The announced day of the result has passed.")),
    }
    day, sentence = due.get(RoundStatus(status), (None, ""))
    return [sentence] if day and today > day else []


def waiting_requests(reference: str, actor: Actor, now: datetime) -> list[Approval]:
    """Requests about this round that nobody has answered, with their act's label."""
    about = Q(subject=reference) | Q(subject__startswith=f"{reference}/")
    listed = Approval.objects.filter(about, answer__isnull=True, expires_at__gt=now)
    found = list(listed.select_related("requested_by").order_by("requested_at", "pk"))
    for approval in found:
        approval.label = registry.acts[approval.verb].label
        approval.is_own = approval.requested_by_id == actor.user_id
    return found


def events(round_: Round) -> list[Event]:
    """The newest acts on the round itself; what applicants do stands in the same chain and is not shown here."""
    about = Q(subject=round_.reference) | Q(subject__startswith=f"{round_.reference}/")
    listed = AuditEvent.objects.filter(about, chain__name=round_.chain).order_by("-seq")[:EVENTS]
    return [
        Event(event.seq, event.at, audit_label(event.verb), by_words(json.loads(bytes(event.body))["by"]))
        for event in listed
    ]


def rounds_to_do(scoped: RoundQuerySet, actor: Actor, now: datetime) -> list[Todo]:
    """Lines of the home page for those who run rounds: every round that is not finished, newest first."""
    ended = (RoundStatus.PUBLISHED, RoundStatus.CANCELLED)
    rows = _with_request(scoped.exclude(status__in=ended).with_deadline().defer("draft"))
    listed = rows.order_by("-created_at", "-pk")[:HOME_ROWS]
    return [
        Todo(
            what=localized(row, "title"),
            why=wording.ROUND_STATUS[row.status],
            url=reverse("round_desk", args=[row.reference]),
            until=row.closes_at if row.status == RoundStatus.OPEN and now < row.closes_at else None,
            group=gettext("Rounds under way"),
            state=_line_state(row, actor),
        )
        for row in listed
    ]


def _line_state(row: Round, actor: Actor) -> str:
    if row.status != RoundStatus.DRAFT:
        return "running"
    return "todo" if row.created_by_id == actor.user_id and not row.has_request else "waiting"


def card_links(actor: Actor, round_: Round, now: datetime) -> list[Todo]:
    """The rule card's own line on a round's desk while it is a draft."""
    if round_.status != RoundStatus.DRAFT or not actor.is_manager:
        return []
    return [
        Todo(
            what=gettext("Rule card"),
            why=gettext("Complete its sections, then ask the other agency to open the round."),
            url=reverse("edit_round", args=[round_.reference]),
            group=gettext("Preparation"),
        )
    ]
