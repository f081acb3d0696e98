"""Every sentence of tally-1, Input, about the rule."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from reviews.rules.tally.names import Names
from reviews.rules.tally.node import Node
from reviews.rules.tally.terms import Base, GateOrder, Tie, Trim

_SHARES = ("more_than", "at_least")
_QUORUM_BASES = (Base.APPOINTED, Base.ELIGIBLE)


@dataclass(frozen=True, slots=True)
class RuleNames:
    """What the rest of the document may name: gates, and criteria with the most points (None where unreadable)."""

    gates: Names
    criteria: Names
    maxima: Mapping[str, Fraction | None]


def check_rule(node: Node) -> RuleNames:
    """Note every fault of a rule; return the names that applications are checked against."""
    fields = node.record("seats", "gates", "gate_order", "majority", "score", "tie_break")
    fields["seats"].whole(0)
    gates = Names.read(fields["gates"].items())
    if fields["gate_order"].choice(GateOrder) is GateOrder.AFTER_RANK and gates.none:
        fields["gate_order"].refuse("must be before_rank where there are no gates")
    _check_majority(fields["majority"], gates)
    criteria, maxima = _check_score(fields["score"])
    _check_tie_break(fields["tie_break"].items() or [], {"gate": gates, "criterion": criteria})
    return RuleNames(gates, criteria, maxima)


def _check_majority(node: Node, gates: Names) -> None:
    if node.is_null:
        if gates.places:
            node.refuse("must not be null where there are gates")
        return
    if gates.none:
        node.refuse("must be null where there are no gates")
    fields = node.record("of", "tie", "quorum", optional=_SHARES)
    fields["of"].choice(Base)
    _check_share(node, fields)
    if fields["tie"].choice(Tie) is Tie.CHAIR and "at_least" in fields:
        fields["tie"].refuse("must be fails with at_least")
    if not fields["quorum"].is_null:
        _check_quorum(fields["quorum"])


def _check_quorum(node: Node) -> None:
    fields = node.record("of", "min", optional=_SHARES)
    fields["of"].choice(_QUORUM_BASES)
    _check_share(node, fields)
    if not fields["min"].is_null:
        fields["min"].whole(0)


def _check_share(node: Node, fields: Mapping[str, Node]) -> None:
    standing = [key for key in _SHARES if key in fields]
    if isinstance(node.value, dict) and len(standing) != 1:
        node.refuse("must have exactly one of more_than and at_least")
    for key in standing:
        part = fields[key].fraction()
        if part is not None and key == "more_than" and part >= 1:
            fields[key].refuse("must be below 1")
        if part is not None and key == "at_least" and not 0 < part <= 1:
            fields[key].refuse("must be above 0 and at most 1")


def _check_score(node: Node) -> tuple[Names, Mapping[str, Fraction | None]]:
    fields = node.record("criteria", "trim", "trim_from", "digits", "pass", "pass_single")
    fields["trim"].choice(Trim)
    fields["trim_from"].whole(3)
    fields["digits"].whole(0, 6)
    for line in (fields["pass"], fields["pass_single"]):
        if not line.is_null:
            line.decimal()
    rows = fields["criteria"].items()
    if rows is None:
        return Names.read(None), {}
    criteria = [row.record("code", "max", "min") for row in rows]
    maxima = {criterion["code"].path: _check_points(criterion) for criterion in criteria}
    codes = Names.read([criterion["code"] for criterion in criteria])
    return codes, {code: maxima[place.path] for code, place in codes.places.items()}


def _check_points(criterion: Mapping[str, Node]) -> Fraction | None:
    most = criterion["max"].decimal()
    if most == 0:
        criterion["max"].refuse("must be above 0")
        most = None
    least = None if criterion["min"].is_null else criterion["min"].decimal()
    if most is not None and least is not None and least > most:
        criterion["min"].refuse("must not be above max")
    return most


def _check_tie_break(keys: list[Node], named: Mapping[str, Names]) -> None:
    seen: set[str] = set()
    for node in keys:
        key = node.text()
        if key is None:
            continue
        kind, _, code = key.partition(":")
        if key != "lot" and (kind not in named or named[kind].lack(code)):
            node.refuse("is neither lot nor a criterion: or gate: of the rule")
        elif key in seen:
            node.refuse("stands twice")
        seen.add(key)
