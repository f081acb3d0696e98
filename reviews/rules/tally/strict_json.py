"""JSON as tally-1 wants it: RFC 8259, UTF-8 without byte order mark, no key twice, and no float on the way."""

import json
from collections import deque
from collections.abc import Iterator
from typing import Any, NoReturn

from reviews.rules.tally.faults import Fault, Malformed, key_path

_BYTE_ORDER_MARK = "\ufeff"
_LONGEST_WHOLE = 12
_FRACTIONAL = object()


def parse(source: bytes | str) -> tuple[Any, list[Fault]]:
    """The JSON value, and a fault for each key that stands twice in its object. Raises Malformed where it is no JSON.

    Of a key that stands twice the first value counts. A number with a point or an exponent becomes an object of no
    type that a document may hold, an integer beyond every limit one that is shorter and still beyond.
    """
    data = _parsed(_decoded(source) if isinstance(source, bytes) else source)
    return data, list(_doubled_keys(data))


class _Object(dict[str, Any]):
    """A JSON object that remembers the pairs whose key stood before."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__()
        self.again: list[tuple[str, Any]] = []
        for key, value in pairs:
            if key in self:
                self.again.append((key, value))
            else:
                self[key] = value


def _decoded(source: bytes) -> str:
    try:
        return source.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _refused(f"is not UTF-8 (byte {error.start})") from error


def _parsed(text: str) -> Any:
    if text.startswith(_BYTE_ORDER_MARK):
        raise _refused("starts with a byte order mark")
    try:
        return json.loads(
            text, object_pairs_hook=_Object, parse_int=_whole, parse_float=_fractional, parse_constant=_no_constant
        )
    except json.JSONDecodeError as error:
        raise _refused(f"is not JSON: {error}") from error
    except RecursionError as error:
        raise _refused("is nested too deeply") from error


def _whole(digits: str) -> int:
    # Python refuses to read very long ones.
    return int(digits[:_LONGEST_WHOLE])


def _fractional(written: str) -> object:
    return _FRACTIONAL


def _no_constant(name: str) -> NoReturn:
    raise _refused(f"is not JSON: {name} is not a number")


def _refused(message: str) -> Malformed:
    return Malformed([Fault("$", message)])


def _doubled_keys(data: Any) -> Iterator[Fault]:
    """Keys that stand twice in an object, wherever in the document; without recursion, so that depth is no limit."""
    waiting = deque([("", data)])
    while waiting:
        path, value = waiting.popleft()
        members: list[tuple[str, Any]] = []
        if isinstance(value, _Object):
            yield from (Fault(key_path(path, key), "stands twice in its object") for key, _ in value.again)
            members = [(key_path(path, key), member) for key, member in (*value.items(), *value.again)]
        elif isinstance(value, list):
            members = [(f"{path}[{index}]", item) for index, item in enumerate(value)]
        waiting.extend((path, member) for path, member in members if isinstance(member, dict | list))
