"""tally-1, Outcome: contenders in their order, who is separated from whom by what, and the seats dealt to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from reviews.rules.tally.figures import Figure
from reviews.rules.tally.terms import Outcome

Group = tuple["Contender", ...]


@dataclass(frozen=True, slots=True)
class Contender:
    """What an application is ranked by."""

    ref: str
    score: Figure
    criterion_means: Mapping[str, Figure]
    yes: Mapping[str, int]
    lot: int | None


@dataclass(frozen=True, slots=True)
class TieBreak:
    """One key of the rule applied to one group of equals.

    `figures` are what was compared, by ref (None: no lot); `parts` the refs that are still equal after it, best first:
    a single part when the key separated nobody.
    """

    key: str
    figures: Mapping[str, Figure | int | None]
    parts: tuple[tuple[str, ...], ...]

    @property
    def separated(self) -> bool:
        return len(self.parts) > 1


@dataclass(frozen=True, slots=True)
class Place:
    """The applications that share a rank, the seats left when their turn came, and what that makes of each of them.

    `outcome` is selected, tied, runner_up or, while an application of the document is undecided, pending. A member
    with a failed gate (after_rank) counts here like the others; its own outcome is gate_failed all the same.
    """

    rank: int
    refs: tuple[str, ...]
    seats_left: int
    outcome: Outcome


def order(contenders: Sequence[Contender], tie_break: Sequence[str]) -> tuple[list[Group], tuple[TieBreak, ...]]:
    """Groups of equals, best first, and each tie-break that was tried on a group of two or more."""
    scores = {contender.ref: contender.score for contender in contenders}
    groups = _split(tuple(contenders), scores, higher_first=True)
    tried: list[TieBreak] = []
    for key in tie_break:
        parted: list[Group] = []
        for group in groups:
            parts = [group]
            if len(group) > 1:
                parts, attempt = _break_tie(key, group)
                tried.append(attempt)
            parted += parts
        groups = parted
    return groups, tuple(tried)


def deal(groups: Sequence[Group], seats: int, *, pending: bool) -> tuple[Place, ...]:
    """The seats dealt down the ranks: a group takes them when it fits whole, else it and all after it take none."""
    places: list[Place] = []
    rank = 1
    for group in groups:
        if len(group) <= seats:
            outcome, left = Outcome.SELECTED, seats - len(group)
        else:
            outcome, left = Outcome.TIED if seats else Outcome.RUNNER_UP, 0
        refs = tuple(contender.ref for contender in group)
        places.append(Place(rank, refs, seats, Outcome.PENDING if pending else outcome))
        rank, seats = rank + len(group), left
    return tuple(places)


def _break_tie(key: str, group: Group) -> tuple[list[Group], TieBreak]:
    figures = {contender.ref: _figure(key, contender) for contender in group}
    parts = [group] if None in figures.values() else _split(group, figures, higher_first=key != "lot")
    return parts, TieBreak(key, figures, tuple(tuple(contender.ref for contender in part) for part in parts))


def _figure(key: str, contender: Contender) -> Figure | int | None:
    kind, _, code = key.partition(":")
    if kind == "criterion":
        return contender.criterion_means[code]
    return contender.yes[code] if kind == "gate" else contender.lot


def _split(group: Group, figures: Mapping[str, Any], *, higher_first: bool) -> list[Group]:
    """The parts of a group with one figure each, in the order of the figures; inside a part the order of the input."""
    ordered = sorted(group, key=lambda contender: figures[contender.ref], reverse=higher_first)
    return [tuple(part) for _, part in groupby(ordered, key=lambda contender: figures[contender.ref])]
