"""What a draft card would decide on invented votes, in the words and bars of a real decision."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from applications import rule_sentences
from applications.lifecycle import RoundStatus
from applications.models import Round
from applications.queries import read_card
from applications.rules import rule_readiness
from applications.rules.rule_card import Card
from portal.registry import Todo
from portal.roles import Actor
from reviews import outcome_wording, wording
from reviews.lifecycle import ApplicationOutcome, Outcome, Stage
from reviews.queries.outcome import deciding_tie_break, gate_rows, outcome_facts
from reviews.queries.results_desk import reasons_of
from reviews.rules import card_check
from reviews.rules.tally import document_from, tally
from reviews.rules.what_if import Imagined, presets, tally_document

STAGE = Stage.PRESENTATION


def what_if_page(round_: Round) -> dict[str, Any]:
    """The rule in its sentences, the situations to choose from, and whether the card can decide at all yet."""
    card = read_card(round_)
    unsettled = round_.draft[STAGE] is None or [
        *rule_readiness.problems(round_.draft, STAGE),
        *(each for each in card_check.problems(round_.draft) if each.field_name.startswith(STAGE)),
    ]
    return {
        "round": round_,
        "rule": card.rule(STAGE),
        "lines": [] if unsettled else rule_sentences.lines(card, STAGE),
        "is_unsettled": bool(unsettled),
        "presets": [] if unsettled else [(each.value, wording.PRESET[each]) for each in presets(card.rule(STAGE))],
    }


def decided(round_: Round, members: int, teams: Sequence[Imagined], *, chair: bool) -> dict[str, Any]:
    """What the card decides on these teams: computed by the tally that decides real rounds."""
    card = read_card(round_)
    document = tally_document(card.rule(STAGE), members, teams, chair=chair)
    result = tally(document_from(document)).as_json()
    names = {
        entry["ref"]: gettext("Invented team %(letter)s") % {"letter": chr(ord("A") + place)}
        for place, entry in enumerate(document["applications"])
    }
    broken_by = deciding_tie_break(result, document, card, STAGE)
    facts = outcome_facts(result, card.rule(STAGE), names, tie_broken_by=broken_by)
    return {
        "answer": outcome_wording.heading(facts.outcome, len(facts.selected)),
        "why": outcome_wording.lead(facts),
        "next_move": outcome_wording.NEXT_MOVE[Outcome(facts.outcome)] if facts.open_teams else "",
        "teams": [
            _team(entry, names[entry["ref"]], team, members, card)
            for entry, team in zip(result["applications"], teams, strict=True)
        ],
    }


def _team(entry: Mapping[str, Any], name: str, team: Imagined, members: int, card: Card) -> dict[str, Any]:
    outcome = ApplicationOutcome(entry["outcome"])
    return {
        "name": name,
        "label": wording.APPLICATION_OUTCOME[outcome],
        "tone": outcome_wording.TONE[outcome],
        "rank": entry["rank"],
        "score": entry["score"],
        "line": entry["line"],
        "absent": members - team.counted,
        "gates": gate_rows(entry, card, team.recused, card.rule(STAGE)),
        "reasons": reasons_of(entry, card, STAGE),
    }


def what_if_link(actor: Actor, round_: Round, now: Any) -> list[Todo]:
    """The page's line on the desk of a round that is being prepared."""
    if round_.status != RoundStatus.DRAFT:
        return []
    return [
        Todo(
            what=gettext("Try the rule card on invented votes"),
            why=gettext("See what the card would decide before it is fixed."),
            url=reverse("what_if", args=[round_.reference]),
            group=gettext("Preparation"),
        )
    ]
