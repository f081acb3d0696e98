"""What is wrong with a document and where: faults with JSON paths, and the exception that carries all of them."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

_SIMPLE_KEY = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Fault:
    """One broken sentence of tally-1, Input, at a JSON path (`$` for the document); printed it is always one line."""

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"


class Malformed(ValueError):  # noqa: N818 (the word of tally-1)
    """The document is refused as a whole; `faults` names every reason, at least one, none twice."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(dict.fromkeys(faults))
        super().__init__("\n".join(map(str, self.faults)))


def key_path(parent: str, key: str) -> str:
    """The path of a key: `parent.key`, or `parent["…"]` where the key is not `[A-Za-z0-9_-]+`; the root is empty."""
    if not _SIMPLE_KEY.fullmatch(key):
        return f"{parent}[{printable(json.dumps(key, ensure_ascii=False))}]"
    return f"{parent}.{key}" if parent else key


def printable(text: str) -> str:
    """The text on one line: line breaks, controls and lone surrogates as JSON escapes, the rest as it is."""
    return "".join(char if char.isprintable() else json.dumps(char)[1:-1] for char in text)
