"""Reads of rounds: what is due by the clock, the public list, a round's page, the desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, F, IntegerField, Value, When
from django.utils.translation import gettext, pgettext

from applications import rule_sentences, wording
from applications.lifecycle import RoundStatus
from applications.models import Round, RuleCard
from applications.models.round import RoundQuerySet, is_accepting
from applications.rules.rule_card import STAGES, Card
from portal.audit import timestamp
from portal.display import kday, ktime
from portal.models import Approval, Report
from portal.registry import Todo, registry
from portal.roles import Actor
from portal.rules.approvals import Verdict

ROWS = 20
# Those that accept first, then those to come, then those under way, then results.
ORDER = {RoundStatus.OPEN: 0, RoundStatus.ANNOUNCED: 1, RoundStatus.PUBLISHED: 3, RoundStatus.CANCELLED: 4}
UNDER_WAY = 2


def rounds_to_start(now: datetime) -> list[int]:
    """Announced rounds whose window has begun."""
    due = Round.objects.filter(status=RoundStatus.ANNOUNCED, opens_at__lte=now)
    return list(due.order_by("pk").values_list("pk", flat=True))


def rounds_to_close(now: datetime) -> list[int]:
    """Open rounds whose newest deadline has come."""
    due = Round.objects.filter(status=RoundStatus.OPEN).with_deadline().filter(closes_at__lte=now)
    return list(due.order_by("pk").values_list("pk", flat=True))


def round_list(scoped: RoundQuerySet, *, page: str | None) -> Page:
    """One page of rounds with their deadline, the most urgent first; two statements."""
    shown = Paginator(urgent_first(scoped.with_deadline().defer("draft")), ROWS).get_page(page)
    for row in shown:
        row.label, row.tone = wording.ROUND_STATUS[row.status], wording.ROUND_TONE[row.status]
    return shown


def urgent_first(rows: RoundQuerySet) -> RoundQuerySet:
    """Those that accept applications, those to come, those under way, results; within each the newest first."""
    place = Case(
        *(When(status=status, then=Value(place)) for status, place in ORDER.items()),
        default=Value(UNDER_WAY),
        output_field=IntegerField(),
    )
    return rows.annotate(place=place).order_by("place", "-opens_at", "-pk")


def round_rows(scoped: RoundQuerySet) -> RoundQuerySet:
    """The public list's rows for the API, with the hash of each card."""
    return urgent_first(scoped.with_deadline().annotate(sha256=F("card__sha256")).defer("draft"))


def round_body(row: Round) -> dict[str, Any]:
    """One row of `round_rows` as JSON."""
    return _public_facts(row) | {"rule_card": row.sha256}


def round_detail_body(found: Round) -> dict[str, Any]:
    """A round of `with_page` as JSON, with its frozen card."""
    card = found.card
    frozen = {"sha256": card.sha256, "frozen_at": timestamp(card.frozen_at), "document": card.document}
    return _public_facts(found) | {"rule_card": frozen}


def _public_facts(row: Round) -> dict[str, Any]:
    return {
        "reference": row.reference,
        "title": {"ko": row.title, "en": row.title_en},
        "status": row.status,
        "opens_at": timestamp(row.opens_at),
        "closes_at": timestamp(row.closes_at),
    }


def with_page(scoped: RoundQuerySet) -> RoundQuerySet:
    """What `round_page` needs, in one statement."""
    return scoped.with_card().with_deadline()


@dataclass(frozen=True)
class Phase:
    """One step of the phase line."""

    label: str
    when: str
    state: str


@dataclass(frozen=True)
class StageView:
    """One review as the public reads it."""

    stage: str
    label: Any
    lines: Sequence[rule_sentences.Line]
    criteria: Sequence[Any]
    total: str
    gates: Sequence[Any]


def read_card(round_: Round) -> Card:
    """The frozen card, or the draft's while there is none. The round comes from `with_page`."""
    return Card.from_document(card_document(round_))


def card_document(round_: Round) -> dict[str, Any]:
    """The same as JSON."""
    return round_.card.document if hasattr(round_, "card") else round_.draft


def round_page(round_: Round, actor: Actor, now: datetime) -> dict[str, Any]:
    """Everything the public page and the printed card show; one statement more when the round was cancelled."""
    card = read_card(round_)
    closes_at = round_.closes_at or card.schedule.closes_at
    return {
        "round": round_,
        "card": card,
        "document": card_document(round_),
        "rule_card": getattr(round_, "card", None),
        "label": wording.ROUND_STATUS[round_.status],
        "tone": wording.ROUND_TONE[round_.status],
        "phases": phases(round_, card, closes_at),
        "opens_at": card.schedule.opens_at,
        "closes_at": closes_at,
        "is_accepting": is_accepting(round_, closes_at, now),
        "stages": [stage_view(card, stage) for stage in reversed(STAGES) if card.rule(stage)],
        "tables": criteria_tables(card),
        "other_lines": rule_sentences.other_lines(card),
        "links": [link for source in registry.round_links for link in source(actor, round_, now)],
        "cancelling": _cancelling(round_),
    }


def _cancelling(round_: Round) -> Approval | None:
    """The approved request by which the round was cancelled: who asked, why, and when it was answered."""
    if round_.status != RoundStatus.CANCELLED:
        return None
    approved = Approval.objects.filter(answer__verdict=Verdict.APPROVED).select_related("answer")
    return approved.filter(verb="round.cancel", subject=round_.reference).first()


def stage_view(card: Card, stage: str) -> StageView:
    """Sentences, criteria and questions of one review that the round has."""
    return StageView(
        stage=stage,
        label=wording.STAGE[stage],
        lines=rule_sentences.lines(card, stage),
        criteria=card.criteria[stage],
        total=card.total(stage),
        gates=card.gates_of(stage),
    )


@dataclass(frozen=True)
class CriteriaTable:
    """Criteria with their points; both reviews share one table where they use the same."""

    label: str
    criteria: Sequence[Any]
    total: str


def criteria_tables(card: Card) -> list[CriteriaTable]:
    """One table a review that has criteria, or one for both."""
    used = [stage for stage in STAGES if card.criteria[stage]]
    if len(used) == len(STAGES) and card.criteria[STAGES[0]] == card.criteria[STAGES[1]]:
        return [
            CriteriaTable(gettext("Written and presentation review"), card.criteria[STAGES[0]], card.total(STAGES[0]))
        ]
    return [CriteriaTable(str(wording.STAGE[stage]), card.criteria[stage], card.total(stage)) for stage in used]


def phases(round_: Round, card: Card, closes_at: datetime) -> list[Phase]:
    """The round's line: notice, window, eligibility check, reviews, result; a step the card lacks is left out."""
    announced = round_.card.frozen_at if hasattr(round_, "card") else card.schedule.opens_at
    steps = [
        (RoundStatus.ANNOUNCED, gettext("Notice"), kday(announced)),
        (RoundStatus.OPEN, gettext("Applications"), gettext("until %(when)s") % {"when": _moment(closes_at)}),
        (RoundStatus.SCREENING, wording.ROUND_STATUS[RoundStatus.SCREENING], _day(card.schedule.screening_on)),
        (RoundStatus.WRITTEN, wording.ROUND_STATUS[RoundStatus.WRITTEN], _day(card.schedule.written_on)),
        (RoundStatus.PRESENTATION, wording.ROUND_STATUS[RoundStatus.PRESENTATION], _day(card.schedule.presentation_on)),
        (RoundStatus.PUBLISHED, pgettext("step", "Result"), _day(card.schedule.result_on)),
    ]
    reached = REACHED.get(RoundStatus(round_.status), -1)
    is_cancelled = round_.status == RoundStatus.CANCELLED
    return [
        Phase(str(label), when, "off" if is_cancelled else _state(place, reached))
        for place, (status, label, when) in enumerate(steps)
        if status is not RoundStatus.WRITTEN or card.has_written
    ]


# Status → the step of the line that is under way; after the last one everything is done.
REACHED = {
    RoundStatus.ANNOUNCED: 0,
    RoundStatus.OPEN: 1,
    RoundStatus.CLOSED: 2,
    RoundStatus.SCREENING: 2,
    RoundStatus.WRITTEN: 3,
    RoundStatus.PRESENTATION: 4,
    RoundStatus.DELIBERATION: 5,
    RoundStatus.PUBLISHED: 6,
}


def _state(place: int, reached: int) -> str:
    if place == reached:
        return "current"
    return "done" if place < reached else "todo"


def _moment(moment: datetime) -> str:
    return f"{kday(moment)} {ktime(moment)}"


def _day(day: date | None) -> str:
    return kday(day) if day else ""


def is_notice_no_taken(notice_no: str, round_: Round) -> bool:
    """Whether another round was announced under this number; one statement."""
    return RuleCard.objects.filter(document__notice_no=notice_no).exclude(round=round_).exists()


def rule_card_report(round_: Round) -> Report | None:
    """The printed card, once the worker has made it."""
    made = Report.objects.select_related("order", "file")
    return made.filter(order__kind="rule_card", order__subject=round_.reference).first()


def desk_links(actor: Actor, round_: Round, now: datetime) -> list[Todo]:
    """What other rooms bring to a round's desk: what waits there, and where to go."""
    return [link for source in registry.desk_links for link in source(actor, round_, now)]
