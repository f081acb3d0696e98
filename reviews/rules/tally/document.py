"""The input of tally-1 as frozen dataclasses, and how a well-formed document becomes one."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Any, Self

from reviews.rules.tally.terms import Base, GateOrder, Tie, Trim, Vote


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a base that must be exceeded (`more_than`) or reached (`at_least`)."""

    part: Fraction
    exceeded: bool

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        if "more_than" in data:
            return cls(Fraction(data["more_than"]), exceeded=True)
        return cls(Fraction(data["at_least"]), exceeded=False)

    def needs(self, base: int) -> int:
        """The smallest count that satisfies this share of `base`."""
        return floor(self.part * base) + 1 if self.exceeded else ceil(self.part * base)


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many must be present before a gate counts at all."""

    of: Base
    share: Share
    minimum: int | None

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(of=Base(data["of"]), share=Share.from_json(data), minimum=data["min"])


@dataclass(frozen=True, slots=True)
class Majority:
    """What a gate takes to be passed."""

    of: Base
    share: Share
    tie: Tie
    quorum: Quorum | None

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            of=Base(data["of"]),
            share=Share.from_json(data),
            tie=Tie(data["tie"]),
            quorum=None if data["quorum"] is None else Quorum.from_json(data["quorum"]),
        )


@dataclass(frozen=True, slots=True)
class Criterion:
    """One item of a sheet: its most points and, where there is one, the mean below which an application fails."""

    code: str
    maximum: Fraction
    minimum: Fraction | None

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        minimum = None if data["min"] is None else Fraction(data["min"])
        return cls(code=data["code"], maximum=Fraction(data["max"]), minimum=minimum)


@dataclass(frozen=True, slots=True)
class PassLine:
    """A score to be reached, with the text in which the rule wrote it."""

    written: str
    value: Fraction

    @classmethod
    def from_json(cls, written: str | None) -> Self | None:
        return None if written is None else cls(written, Fraction(written))


@dataclass(frozen=True, slots=True)
class ScoreRule:
    """How sheets and points become a score, and which score passes."""

    criteria: tuple[Criterion, ...]
    trim: Trim
    trim_from: int
    digits: int
    pass_line: PassLine | None
    pass_single: PassLine | None

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            criteria=tuple(Criterion.from_json(criterion) for criterion in data["criteria"]),
            trim=Trim(data["trim"]),
            trim_from=data["trim_from"],
            digits=data["digits"],
            pass_line=PassLine.from_json(data["pass"]),
            pass_single=PassLine.from_json(data["pass_single"]),
        )


@dataclass(frozen=True, slots=True)
class Rule:
    """Everything that decides, fixed before anybody votes."""

    seats: int
    gates: tuple[str, ...]
    gate_order: GateOrder
    majority: Majority | None
    score: ScoreRule
    tie_break: tuple[str, ...]

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            seats=data["seats"],
            gates=tuple(data["gates"]),
            gate_order=GateOrder(data["gate_order"]),
            majority=None if data["majority"] is None else Majority.from_json(data["majority"]),
            score=ScoreRule.from_json(data["score"]),
            tie_break=tuple(data["tie_break"]),
        )


@dataclass(frozen=True, slots=True)
class Application:
    """What the panel did about one application; `votes` by gate and seat, `sheets` by seat and criterion."""

    ref: str
    present: tuple[str, ...]
    recused: tuple[str, ...]
    chair: str | None
    lot: int | None
    votes: Mapping[str, Mapping[str, Vote]]
    sheets: Mapping[str, Mapping[str, Fraction]]
    points: Mapping[str, Fraction]

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            ref=data["ref"],
            present=tuple(data["present"]),
            recused=tuple(data["recused"]),
            chair=data["chair"],
            lot=data["lot"],
            votes={gate: {seat: Vote(vote) for seat, vote in votes.items()} for gate, votes in data["votes"].items()},
            sheets={seat: _decimals(sheet) for seat, sheet in data["sheets"].items()},
            points=_decimals(data["points"]),
        )


@dataclass(frozen=True, slots=True)
class Document:
    """One tally-1 document that is known to be well-formed: made by `read` or `document_from` only."""

    rule: Rule
    panel: tuple[str, ...]
    applications: tuple[Application, ...]

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            rule=Rule.from_json(data["rule"]),
            panel=tuple(data["panel"]),
            applications=tuple(Application.from_json(application) for application in data["applications"]),
        )


def _decimals(data: Mapping[str, str]) -> dict[str, Fraction]:
    return {name: Fraction(written) for name, written in data.items()}
