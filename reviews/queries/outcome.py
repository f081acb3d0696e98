"""From a tally result to what people read: names for codes, sentences, one view of each team."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from applications.rules.rule_card import Card
from portal.display import localized
from reviews import outcome_wording, wording
from reviews.lifecycle import ApplicationOutcome, Outcome
from reviews.outcome_wording import OutcomeFacts
from reviews.rules.tally import document_from, explain

OPEN = frozenset({ApplicationOutcome.TIED, ApplicationOutcome.UNDECIDED})


@dataclass(frozen=True)
class TeamName:
    """How a team is called, and of how many organisations it consists."""

    reference: str
    name: str
    organisations: int


@dataclass(frozen=True)
class GateRow:
    """One gate of one team, as `{% gate_bar %}` and `{% paper_gate %}` take it."""

    code: str
    label: str
    yes: int
    no: int
    abstain: int
    base: int
    needs: int
    result: str
    base_of: str
    recused: int


@dataclass(frozen=True)
class TeamView:
    """One team of a decision: what became of it and how each gate stood. No score: who may see one adds it."""

    reference: str
    name: str
    organisations: int
    outcome: str
    label: Any
    tone: str
    rank: int | None
    gates: Sequence[GateRow]


def team_views(
    applications: Iterable[Mapping[str, Any]],
    document: Mapping[str, Any],
    card: Card,
    names: Mapping[str, TeamName],
) -> list[TeamView]:
    """Teams in the order given; `applications` are entries of a tally result, `document` is what it was made of."""
    recused = {entry["ref"]: len(entry["recused"]) for entry in document["applications"]}
    return [
        _team_view(entry, card, names[entry["ref"]], recused[entry["ref"]], document["rule"]) for entry in applications
    ]


def _team_view(entry: Mapping[str, Any], card: Card, name: TeamName, recused: int, rule: Mapping[str, Any]) -> TeamView:
    outcome = ApplicationOutcome(entry["outcome"])
    return TeamView(
        reference=entry["ref"],
        name=name.name,
        organisations=name.organisations,
        outcome=outcome.value,
        label=wording.APPLICATION_OUTCOME[outcome],
        tone=outcome_wording.TONE[outcome],
        rank=entry["rank"],
        gates=gate_rows(entry, card, recused, rule),
    )


def gate_rows(entry: Mapping[str, Any], card: Card, recused: int, rule: Mapping[str, Any]) -> list[GateRow]:
    """The gates of one application in the rule's order, with their names."""
    labels = {gate.code: localized(gate.name) for gate in card.gates}
    return [
        GateRow(
            code=code,
            label=labels[code],
            yes=gate["yes"],
            no=gate["no"],
            abstain=gate["abstain"],
            base=gate["base"],
            needs=gate["needs"],
            result=gate["result"],
            base_of=rule["majority"]["of"],
            recused=recused,
        )
        # The rule's order: a JSON column does not keep that of a document.
        for code in rule["gates"]
        for gate in (entry["gates"][code],)
    ]


def outcome_facts(
    result: Mapping[str, Any], rule: Mapping[str, Any], names: Mapping[str, str], *, tie_broken_by: str = ""
) -> OutcomeFacts:
    """What the sentences of an outcome speak of; `names` are teams by reference."""
    entries = sorted(result["applications"], key=lambda entry: (entry["rank"] is None, entry["rank"] or 0))
    majority = rule["majority"] or {}
    lines = {entry["line"] for entry in entries}
    # Of those below: whether it was the pass line, or only the least points of a criterion.
    below = [_is_below_line(entry) for entry in entries if entry["outcome"] == ApplicationOutcome.BELOW_PASS]
    return OutcomeFacts(
        outcome=result["outcome"],
        seats=rule["seats"],
        vacancies=result["vacancies"],
        reviewed=len(entries),
        gates=len(rule["gates"]),
        simple_majority=Fraction(majority.get("more_than", 0)) == Fraction(1, 2),
        recognised=sum(recognised(entry) for entry in entries),
        below_line=sum(below),
        below_minimum=len(below) - sum(below),
        line=next(iter(lines), None),
        single_line=_decided_by_single_line(entries, rule),
        selected=[names[entry["ref"]] for entry in entries if entry["outcome"] == ApplicationOutcome.SELECTED],
        open_teams=[names[entry["ref"]] for entry in entries if entry["outcome"] in OPEN]
        if result["outcome"] in {Outcome.TIED, Outcome.UNDECIDED}
        else [],
        tie_broken_by=tie_broken_by,
    )


def _is_below_line(entry: Mapping[str, Any]) -> bool:
    return entry["line"] is not None and Fraction(entry["score"]) < Fraction(entry["line"])


def _decided_by_single_line(entries: Sequence[Mapping[str, Any]], rule: Mapping[str, Any]) -> bool:
    """Whether a single applicant's own pass line was what its score was held against."""
    single = rule["score"]["pass_single"]
    if len(entries) != 1 or single is None or single == rule["score"]["pass"]:
        return False
    return entries[0]["outcome"] in {ApplicationOutcome.SELECTED, ApplicationOutcome.BELOW_PASS}


def recognised(entry: Mapping[str, Any]) -> bool:
    """Whether a team passed every gate."""
    return all(gate["result"] in {"passed", "passed_by_chair"} for gate in entry["gates"].values())


def deciding_tie_break(result: Mapping[str, Any], document: Mapping[str, Any], card: Card, stage: str) -> str:
    """The name of what separated the last selected team from the first that was not; "" when their scores did.

    `result` is what the tally-1 `document` gave; the derivation is made again only where scores were equal.
    """
    ranked = [entry for entry in result["applications"] if entry["rank"] is not None and entry["score"] is not None]
    ranked.sort(key=lambda entry: entry["rank"])
    for better, worse in pairwise(ranked):
        parted = better["outcome"] == ApplicationOutcome.SELECTED and worse["outcome"] == ApplicationOutcome.RUNNER_UP
        if parted and better["score"] == worse["score"]:
            return tie_break_name(_separator(document, better["ref"], worse["ref"]), card, stage)
    return ""


def _separator(document: Mapping[str, Any], better: str, worse: str) -> str:
    """The key after which the two no longer stood in the same part of their group."""
    return next(
        tried.key
        for tried in explain(document_from(document)).tie_breaks
        if better in tried.figures
        and worse in tried.figures
        and not any(better in part and worse in part for part in tried.parts)
    )


def tie_break_name(key: str, card: Card, stage: str) -> str:
    """A tie-break key in words."""
    kind, _colon, code = key.partition(":")
    if kind == "lot":
        return str(wording.TIE_BREAK["lot"])
    of = card.criteria[stage] if kind == "criterion" else card.gates
    name = next(localized(each.name) for each in of if each.code == code)
    return str(wording.TIE_BREAK[kind]) % {"name": name}
