"""The results desk: every team with score and gates, how one team's figures came about, what has to happen next.

Only for revealed reviews; who may see them is asked at the door (`permissions.visible_results`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.template.loader import render_to_string

from applications.rules.rule_card import Card
from portal.display import localized
from reviews import outcome_wording, wording
from reviews.lifecycle import ApplicationOutcome, Outcome, Stage
from reviews.models import ConsolidatedOpinion, Review, Score
from reviews.queries.outcome import deciding_tie_break, gate_rows, outcome_facts, tie_break_name
from reviews.queries.results import Computed, computed
from reviews.rules.assembly import SetAside
from reviews.rules.presence import Presence, stays
from reviews.rules.sheets import written
from reviews.rules.tally import ApplicationExplanation, Explanation, Fate, Figure, SheetTotal, TieBreak

NOTHING = "–"


@dataclass(frozen=True)
class Cell:
    """One seat's total in a team's row: its text, and kept, high, low, none or recused."""

    text: str
    state: str


@dataclass(frozen=True)
class TieBreakRow:
    """One tie-break that was tried: its name, each team's figure, and whether it separated anybody."""

    name: str
    figures: str
    separated: bool


def results_page(review: Review, *, outcome: str = "") -> dict[str, Any]:
    """The whole table; `outcome` shows only teams with this one. Four statements at any size."""
    found = computed(review.round, review.stage)
    card, result = review.round.card.read(), found.explanation.result
    facts = _facts(found, card, review.stage)
    tags = _tags()
    rows = sorted(
        (_row(each, found, tags) for each in found.explanation.applications),
        key=lambda row: (row["rank"] is None, row["rank"] or 0, row["reference"]),
    )
    present = sorted({row["outcome"] for row in rows}, key=list(ApplicationOutcome).index)
    return {
        "review": review,
        "round": review.round,
        "stage_label": wording.STAGE[Stage(review.stage)],
        "heading": outcome_wording.heading(facts.outcome, len(facts.selected)),
        "lead": outcome_wording.lead(facts),
        "next_move": outcome_wording.NEXT_MOVE[Outcome(facts.outcome)],
        "outcome": result.outcome.value,
        "tone": "done" if result.outcome == Outcome.SELECTED else "soon",
        "seats": found.facts.seats,
        "criteria": card.criteria[review.stage],
        "gates": [(gate.code, localized(gate.name)) for gate in card.gates_of(review.stage)],
        "rows": [row for row in rows if outcome in ("", row["outcome"])],
        "count": len(rows),
        "filters": [(each, wording.APPLICATION_OUTCOME[ApplicationOutcome(each)]) for each in present],
        "filter": outcome,
        "tie_breaks": tie_break_rows(found.explanation, found.names, card, review.stage),
        "set_aside": set_aside_rows(found.assembly.set_aside, found.names),
        "seat_line": _seat_line(found),
        "knows_lots": "lot" in found.facts.rule["tie_break"],
    }


def _facts(found: Computed, card: Card, stage: str) -> outcome_wording.OutcomeFacts:
    result = found.explanation.result.as_json()
    broken_by = deciding_tie_break(result, found.assembly.document, card, stage)
    return outcome_facts(result, found.facts.rule, found.names, tie_broken_by=broken_by)


def _tags() -> dict[str, str]:
    """Each outcome's tag, laid out once: a table of 500 rows would lay out the same few 500 times."""
    return {
        outcome.value: render_to_string(
            "components/status_tag.html", {"label": label, "tone": outcome_wording.TONE[outcome], "large": False}
        )
        for outcome, label in wording.APPLICATION_OUTCOME.items()
    }


def _row(each: ApplicationExplanation, found: Computed, tags: Mapping[str, str]) -> dict[str, Any]:
    scoring, result = each.assessment.scoring, each.result
    outcome = ApplicationOutcome(result.outcome.value)
    totals = {sheet.seat: sheet for sheet in scoring.sheets}
    recused = each.assessment.application.recused
    means = result.criterion_means
    return {
        "reference": result.ref,
        "name": found.names[result.ref],
        "rank": result.rank,
        "score": "" if result.score is None else str(result.score),
        "line": NOTHING if result.line is None else result.line.written,
        "gates": [
            f"{'✓' if gate.result.startswith('passed') else '✗'} {gate.yes} / {gate.base}" for gate in result.gates
        ],
        "means": [NOTHING if means is None else str(means[code]) for code in _criteria(found)],
        "cells": [_cell(totals.get(seat), recused=seat in recused) for seat in found.facts.seats],
        "outcome": outcome.value,
        "tag": tags[outcome.value],
    }


def _criteria(found: Computed) -> list[str]:
    return [criterion["code"] for criterion in found.facts.rule["score"]["criteria"]]


_STATES = {Fate.KEPT: "kept", Fate.DROPPED_HIGH: "high", Fate.DROPPED_LOW: "low"}


def _cell(sheet: SheetTotal | None, *, recused: bool) -> Cell:
    if sheet is None:
        return Cell(NOTHING, "recused" if recused else "none")
    return Cell(exact(sheet.total), _STATES[sheet.fate])


def exact(value: Fraction) -> str:
    """A sum of decimals as it is, without trailing zeros."""
    return written(Decimal(value.numerator) / Decimal(value.denominator))


def tie_break_rows(explanation: Explanation, names: Mapping[str, str], card: Card, stage: str) -> list[TieBreakRow]:
    """Each tie-break in the order in which it was tried."""
    return [_tie_break(tried, names, card, stage) for tried in explanation.tie_breaks]


def _tie_break(tried: TieBreak, names: Mapping[str, str], card: Card, stage: str) -> TieBreakRow:
    figures = (f"{names[ref]} {_figure(figure)}" for ref, figure in tried.figures.items())
    return TieBreakRow(tie_break_name(tried.key, card, stage), " · ".join(figures), tried.separated)


def _figure(figure: Figure | int | None) -> str:
    return "–" if figure is None else str(figure)


def set_aside_rows(left_out: Sequence[SetAside], names: Mapping[str, str]) -> list[dict[str, Any]]:
    """What was handed in and does not count, in words."""
    return [
        {
            "team": names[each.ref],
            "seat": each.seat,
            "what": wording.HAND_IN[each.what],
            "why": wording.PRESENCE[each.why],
        }
        for each in left_out
    ]


def _seat_line(found: Computed) -> list[dict[str, Any]]:
    """How the places were dealt down the ranks."""
    return [
        {
            "rank": place.rank,
            "teams": ", ".join(found.names[ref] for ref in place.refs),
            "left": place.seats_left,
            "label": wording.APPLICATION_OUTCOME[ApplicationOutcome(place.outcome.value)],
            "tone": outcome_wording.TONE[ApplicationOutcome(place.outcome.value)],
        }
        for place in found.explanation.places
    ]


def with_words(scoped: Any, application: str) -> Any:
    """Reviews with what was written about one application: `comments` of its newest sheets and the `opinion`."""
    newest = Score.objects.filter(sheet__review=OuterRef("pk"), sheet__application__reference=application)
    opinions = ConsolidatedOpinion.objects.filter(review=OuterRef("pk"), application__reference=application)
    return scoped.annotate(
        comments=ArraySubquery(
            newest.order_by("sheet__version", "pk").values(
                json=JSONObject(seat="sheet__seat__label", criterion="criterion", comment="comment")
            )
        ),
        opinion=Subquery(opinions.order_by("-version").values("text")[:1]),
    )


def derivation_page(review: Review, reference: str) -> dict[str, Any] | None:
    """How one team's figures came about, or None for a team that this review does not decide on.

    The review comes from `with_words`.
    """
    found = computed(review.round, review.stage)
    each = next((each for each in found.explanation.applications if each.result.ref == reference), None)
    if each is None:
        return None
    card, result = review.round.card.read(), each.result.as_json()
    entry = next(entry for entry in found.assembly.document["applications"] if entry["ref"] == reference)
    outcome = ApplicationOutcome(result["outcome"])
    comments = {(line["seat"], line["criterion"]): line["comment"] for line in review.comments}
    return {
        "review": review,
        "round": review.round,
        "stage_label": wording.STAGE[Stage(review.stage)],
        "reference": reference,
        "name": found.names[reference],
        "label": wording.APPLICATION_OUTCOME[outcome],
        "tone": outcome_wording.TONE[outcome],
        "reasons": reasons_of(result, card, review.stage),
        "result": result,
        "gates": gate_rows(result, card, len(entry["recused"]), found.facts.rule),
        "votes": vote_rows(entry, card, review.stage, found.facts.seats),
        "criteria": card.criteria[review.stage],
        "sheets": [sheet_row(sheet, comments, card, review.stage) for sheet in each.assessment.scoring.sheets],
        "means": result["criterion_means"],
        "quorum": each.assessment.quorum,
        "scoring": score_lines(each),
        "presence": presence_rows(found, reference) if found.facts.meets else [],
        "set_aside": set_aside_rows([left for left in found.assembly.set_aside if left.ref == reference], found.names),
        "opinion": review.opinion,
    }


def reasons_of(result: Mapping[str, Any], card: Card, stage: str) -> list[str]:
    """Why a team got its outcome, with its own figures."""
    return outcome_wording.reasons(
        result,
        seats=card.rule(stage)["seats"],
        gates={gate.code: localized(gate.name) for gate in card.gates},
        criteria={each.code: (localized(each.name), each.min) for each in card.criteria[stage]},
    )


def vote_rows(entry: Mapping[str, Any], card: Card, stage: str, seats: Sequence[str]) -> list[dict[str, Any]]:
    """Each gate with every seat's vote; who was there and did not vote abstained."""
    return [
        {
            "label": localized(gate.name),
            "votes": [_vote(entry, gate.code, seat) for seat in seats],
        }
        for gate in card.gates_of(stage)
    ]


def _vote(entry: Mapping[str, Any], gate: str, seat: str) -> dict[str, Any]:
    if seat in entry["recused"]:
        return {"seat": seat, "label": wording.PRESENCE[Presence.RECUSED], "choice": "none"}
    if seat not in entry["present"]:
        return {"seat": seat, "label": wording.PRESENCE[Presence.ABSENT], "choice": "none"}
    choice = entry["votes"].get(gate, {}).get(seat)
    if choice is None:
        return {"seat": seat, "label": wording.NO_VOTE, "choice": "abstain"}
    return {"seat": seat, "label": wording.CHOICE[choice], "choice": choice}


def sheet_row(sheet: SheetTotal, comments: Mapping[tuple[str, str], str], card: Card, stage: str) -> dict[str, Any]:
    """One sheet with its marks in the order of the card, the comments, and what became of it."""
    return {
        "seat": sheet.seat,
        "marks": [exact(sheet.marks[each.code]) for each in card.criteria[stage]],
        "comments": [
            {"criterion": localized(each.name), "comment": comments.get((sheet.seat, each.code), "")}
            for each in card.criteria[stage]
        ],
        "total": exact(sheet.total),
        "state": _STATES[sheet.fate],
        "fate": wording.FATE[sheet.fate],
    }


def score_lines(each: ApplicationExplanation) -> dict[str, Any]:
    """The way from the totals to the published score: how many sheets were kept, the points added, the score."""
    scoring = each.assessment.scoring
    return {
        "handed_in": len(scoring.sheets),
        "kept": sum(sheet.fate is Fate.KEPT for sheet in scoring.sheets),
        "dropped": scoring.dropped,
        "points": [(name, exact(points)) for name, points in scoring.points.items()],
        "score": scoring.score and str(scoring.score),
        "line": each.assessment.line and each.assessment.line.written,
        "below_line": each.assessment.below_line,
    }


def presence_rows(found: Computed, reference: str) -> list[dict[str, Any]]:
    """Each seat with its times in the room and what they mean for this application."""
    return [
        {
            "seat": seat,
            "stays": stays(found.facts.steps.get(seat, ())),
            "label": wording.PRESENCE[presence],
            "is_present": presence is Presence.PRESENT,
        }
        for seat, presence in sorted(
            found.assembly.presence[reference].items(), key=lambda item: found.facts.seats.index(item[0])
        )
    ]
