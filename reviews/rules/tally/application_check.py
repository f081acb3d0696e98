"""Every sentence of tally-1, Input, about the applications."""

from collections.abc import Hashable

from reviews.rules.tally.names import Names
from reviews.rules.tally.node import Node, is_name
from reviews.rules.tally.rule_check import RuleNames
from reviews.rules.tally.terms import Vote


def check_applications(nodes: list[Node], panel: Names, rule: RuleNames) -> None:
    """Note every fault of the applications, seen from a panel and a rule."""
    refs: set[Hashable] = set()
    lots: set[Hashable] = set()
    for node in nodes:
        fields = node.record("ref", "present", "recused", "chair", "lot", "votes", "sheets", "points")
        _refuse_repeat(fields["ref"], fields["ref"].name(), refs)
        if not fields["lot"].is_null:
            _refuse_repeat(fields["lot"], fields["lot"].whole(1), lots)
        present = _check_attendance(fields, panel)
        _check_chair(fields["chair"], present)
        _check_votes(fields["votes"].members() or {}, rule.gates, present)
        _check_sheets(fields["sheets"], rule, present)
        _check_points(fields["points"].members() or {})


def _refuse_repeat(node: Node, value: Hashable | None, seen: set[Hashable]) -> None:
    if value is None:
        return
    if value in seen:
        node.refuse("stands twice in the document")
    seen.add(value)


def _check_attendance(fields: dict[str, Node], panel: Names) -> Names:
    """Note faults of `present` and `recused`; return who may vote: those present, else (unreadable) the panel."""
    present = Names.read(fields["present"].items())
    recused = Names.read(fields["recused"].items())
    for names in (present, recused):
        for seat, node in names.places.items():
            if panel.lack(seat):
                node.refuse("is not a seat of the panel")
    for seat, node in recused.places.items():
        if seat in present.places:
            node.refuse("is recused and present")
    return present if present.complete else panel


def _check_chair(node: Node, present: Names) -> None:
    chair = None if node.is_null else node.name()
    if chair is not None:
        _refuse_absent(node, chair, present)


def _refuse_absent(node: Node, seat: str, present: Names) -> None:
    if present.lack(seat):
        node.refuse("is not a seat that is present")


def _check_votes(gates: dict[str, Node], known: Names, present: Names) -> None:
    for gate, node in gates.items():
        if known.lack(gate):
            node.refuse("is not a gate of the rule")
        for seat, vote in (node.members() or {}).items():
            _refuse_absent(vote, seat, present)
            vote.choice(Vote)


def _check_sheets(node: Node, rule: RuleNames, present: Names) -> None:
    sheets = node.members() or {}
    if rule.criteria.none:
        if sheets:
            node.refuse("must be {} where there are no criteria")
        return
    for seat, sheet in sheets.items():
        _refuse_absent(sheet, seat, present)
        marks = sheet.record(*rule.maxima, others=not rule.criteria.complete)
        for code, most in rule.maxima.items():
            mark = marks[code].decimal()
            if mark is not None and most is not None and mark > most:
                marks[code].refuse("is above the max of its criterion")


def _check_points(points: dict[str, Node]) -> None:
    for name, node in points.items():
        if not is_name(name):
            node.refuse("is not a name of points")
        node.decimal(signed=True)
