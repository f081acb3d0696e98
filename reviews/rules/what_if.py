"""Invented votes for a rule card that nobody has voted under yet: what would it decide?

Counts in, a tally-1 document out; the tally that decides real rounds decides these too. Nothing here is stored.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil
from typing import Any

from reviews.rules.tally import FORMAT, Share

MOST_MEMBERS, MOST_TEAMS, USUAL_TEAMS = 30, 12, 4
HIGH, MIDDLE = 90, 80
# Marks of an invented sheet are cut to so many decimals, so that each stays below its criterion's points.
_MARK = Decimal("0.01")


class Preset(StrEnum):
    """Situations that a rule card must have an answer to."""

    CLEAR = "clear"
    HALF = "half"
    NOBODY = "nobody"
    ABSTAINED = "abstained"
    RECUSED = "recused"
    QUORUM_LOST = "quorum_lost"
    VACANT = "vacant"
    EQUAL = "equal"
    SINGLE = "single"
    BELOW_PASS = "below_pass"  # noqa: S105 (no password)


_ABOUT_VOTES = frozenset(
    {Preset.HALF, Preset.NOBODY, Preset.ABSTAINED, Preset.RECUSED, Preset.QUORUM_LOST, Preset.VACANT}
)


def presets(rule: Mapping[str, Any]) -> list[Preset]:
    """The situations that say something about this rule: those about votes only where it asks a question."""
    return [each for each in Preset if rule["gates"] or each not in _ABOUT_VOTES]


def most_teams(rule: Mapping[str, Any]) -> int:
    """How many teams may be invented: enough for all seats and two more, at least 4, at most `MOST_TEAMS`."""
    return min(MOST_TEAMS, max(USUAL_TEAMS, rule["seats"] + 2))


@dataclass(frozen=True, slots=True)
class Imagined:
    """One invented team: the same votes for each question, the same percentage of the points on each sheet.

    Members who are in none of the four counts are absent.
    """

    yes: int
    no: int = 0
    abstain: int = 0
    recused: int = 0
    percent: int = HIGH

    @property
    def present(self) -> int:
        """How many take part."""
        return self.yes + self.no + self.abstain

    @property
    def counted(self) -> int:
        """How many seats the counts need."""
        return self.present + self.recused


def preset(which: Preset, rule: Mapping[str, Any], members: int) -> list[Imagined]:
    """The teams of a situation under this (well-formed) rule, on a panel of this size (at least 1)."""
    even = members - members % 2
    all_but_one = max(1, members - 1)
    one_no = members - all_but_one
    clear = Imagined(all_but_one, one_no)
    return {
        Preset.CLEAR: lambda: [clear, Imagined(members // 2, members - members // 2, percent=MIDDLE)],
        Preset.HALF: lambda: [Imagined(even // 2, even // 2)],
        Preset.NOBODY: lambda: [_too_few(rule, members, HIGH), _too_few(rule, members, MIDDLE)],
        Preset.ABSTAINED: lambda: [Imagined(even // 2, max(0, even // 2 - 1), min(1, members))],
        Preset.RECUSED: lambda: [_with_recusal(members)],
        Preset.QUORUM_LOST: lambda: [Imagined(_below_quorum(rule, members))],
        Preset.VACANT: lambda: _second_not_recognised(rule, members),
        Preset.EQUAL: lambda: [Imagined(all_but_one, one_no, percent=MIDDLE)] * (rule["seats"] + 1),
        Preset.SINGLE: lambda: [Imagined(members, percent=_line_percent(rule))],
        Preset.BELOW_PASS: lambda: [clear, Imagined(members, percent=max(0, _line_percent(rule) - 5))],
    }[which]()[: most_teams(rule)]


def _too_few(rule: Mapping[str, Any], members: int, percent: int) -> Imagined:
    needed = _needs(rule["majority"], members) if rule["majority"] else members // 2 + 1
    yes = max(0, needed - 1)
    return Imagined(yes, members - yes, percent=percent)


def _second_not_recognised(rule: Mapping[str, Any], members: int) -> list[Imagined]:
    """One team more than there are seats, each a little lower; the one in the second place is not recognised."""
    percents = [HIGH - place for place in range(rule["seats"] + 1)]
    teams = [Imagined(members, percent=max(0, percent)) for percent in percents]
    return [teams[0], _too_few(rule, members, percents[1]), *teams[2:]]


def _with_recusal(members: int) -> Imagined:
    """One is recused and an odd number is left, of whom just more than half say yes."""
    left = max(0, members - 1)
    voting = left - (left + 1) % 2 if left else 0
    yes = (voting + 1) // 2
    return Imagined(yes, voting - yes, recused=1)


def _below_quorum(rule: Mapping[str, Any], members: int) -> int:
    quorum = rule["majority"]["quorum"] if rule["majority"] else None
    if quorum is None:
        return members // 2
    return min(members, max(0, max(_needs(quorum, members), quorum["min"] or 0) - 1))


def _needs(share: Mapping[str, Any], base: int) -> int:
    return Share.from_json(share).needs(base)


def _line_percent(rule: Mapping[str, Any]) -> int:
    """The whole percentage of all points that just reaches the pass line, 60 where there is none."""
    total = sum((Fraction(each["max"]) for each in rule["score"]["criteria"]), Fraction(0))
    line = rule["score"]["pass"] or rule["score"]["pass_single"]
    return min(100, ceil(Fraction(line) * 100 / total)) if line and total else 60


def tally_document(rule: Mapping[str, Any], members: int, teams: Sequence[Imagined], *, chair: bool) -> dict[str, Any]:
    """The gwaban/tally-1 document of these invented teams. No team counts more seats than there are `members`.

    `chair` says whether the chair is among those who say yes; without lots, as none has been drawn.
    """
    seats = [f"P{number}" for number in range(1, members + 1)]
    applications = [
        _application(rule, seats, f"T{place}", team, chair=chair) for place, team in enumerate(teams, start=1)
    ]
    return {"format": FORMAT, "rule": rule, "panel": seats, "applications": applications}


def _application(
    rule: Mapping[str, Any], seats: Sequence[str], ref: str, team: Imagined, *, chair: bool
) -> dict[str, Any]:
    present = list(seats[: team.present])
    words = ["yes"] * team.yes + ["no"] * team.no + ["abstain"] * team.abstain
    votes = dict(zip(present, words, strict=True))
    return {
        "ref": ref,
        "present": present,
        "recused": list(seats[team.present : team.counted]),
        "chair": _chair(votes, recognises=chair),
        "lot": None,
        "votes": dict.fromkeys(rule["gates"], votes),
        "sheets": {seat: _sheet(rule, team.percent) for seat in present},
        "points": {},
    }


def _chair(votes: Mapping[str, str], *, recognises: bool) -> str | None:
    return next((seat for seat, vote in votes.items() if (vote == "yes") is recognises), None)


def _sheet(rule: Mapping[str, Any], percent: int) -> dict[str, str]:
    return {each["code"]: _mark(Decimal(each["max"]), percent) for each in rule["score"]["criteria"]}


def _mark(most: Decimal, percent: int) -> str:
    return format((most * percent / 100).quantize(_MARK, rounding=ROUND_DOWN), "f")
