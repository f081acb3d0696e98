"""From a text or from parsed JSON to a Document: strict, and with every fault named (tally-1, Input)."""

from typing import Any

from reviews.rules.tally.application_check import check_applications
from reviews.rules.tally.document import Document, Rule
from reviews.rules.tally.faults import Fault, Malformed
from reviews.rules.tally.names import Names
from reviews.rules.tally.node import Node
from reviews.rules.tally.rule_check import check_rule
from reviews.rules.tally.strict_json import parse
from reviews.rules.tally.terms import FORMAT


def read(source: bytes | str) -> Document:
    """The document that a text holds. Raises Malformed with every fault."""
    return _document(*parse(source))


def document_from(data: Any) -> Document:
    """The document that parsed JSON holds (dicts, lists, strings, ints, None). Raises Malformed with every fault."""
    return _document(data, [])


def rule_from(data: Any) -> Rule:
    """The `rule` part of a document on its own, with the paths it would have there. Raises Malformed."""
    faults: list[Fault] = []
    check_rule(Node(data, "rule", faults))
    if faults:
        raise Malformed(faults)
    return Rule.from_json(data)


def _document(data: Any, faults: list[Fault]) -> Document:
    fields = Node(data, "", faults).record("format", "rule", "panel", "applications")
    fields["format"].choice((FORMAT,))
    panel = Names.read(fields["panel"].items())
    check_applications(fields["applications"].items() or [], panel, check_rule(fields["rule"]))
    if faults:
        raise Malformed(faults)
    return Document.from_json(data)
