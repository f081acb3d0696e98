"""A place in a JSON document that can be read as something, or notes the fault that it is something else."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeVar

from reviews.rules.tally.faults import Fault, key_path
from reviews.rules.tally.figures import decimal, fraction

GREATEST = 10**9

_NAME = re.compile(r"[A-Za-z0-9_.-]{1,64}")
_ABSENT = object()

Word = TypeVar("Word", bound=str)


@dataclass(frozen=True, slots=True)
class Node:
    """A value, its path (empty for the document) and the list of faults that all nodes of the document share.

    A reading method returns the value, or None after noting the fault. A missing member is a node too: its one fault
    is noted by `record`, and whatever is asked of it later follows from that and is not noted again.
    """

    value: Any
    path: str
    faults: list[Fault]

    @property
    def is_null(self) -> bool:
        return self.value is None

    def refuse(self, message: str) -> None:
        if self.value is not _ABSENT:
            self.faults.append(Fault(self.path or "$", message))

    def record(self, *keys: str, optional: tuple[str, ...] = (), others: bool = False) -> dict[str, "Node"]:
        """The members of an object with exactly these keys.

        Those in `optional` need not stand there; with `others` any further key may.
        """
        members = self.members()
        if members is None:
            return {key: self._member(key, _ABSENT) for key in keys}
        for key, member in members.items():
            if not others and key not in (*keys, *optional):
                member.refuse("is not a known key")
        for key in keys:
            if key not in members:
                members[key] = self._member(key, _ABSENT)
                self.faults.append(Fault(members[key].path, "is missing"))
        return members

    def members(self) -> dict[str, "Node"] | None:
        """The members of an object, whatever its keys are."""
        if not self._is(dict, "an object"):
            return None
        return {key: self._member(key, value) for key, value in self.value.items()}

    def items(self) -> list["Node"] | None:
        if not self._is(list, "an array"):
            return None
        return [Node(value, f"{self.path}[{index}]", self.faults) for index, value in enumerate(self.value)]

    def text(self) -> str | None:
        return self.value if self._is(str, "a string") else None

    def name(self) -> str | None:
        """A seat, ref or code."""
        text = self.text()
        if text is None or is_name(text):
            return text
        self.refuse("must be 1 to 64 characters of A-Z a-z 0-9 _ . -")
        return None

    def choice(self, words: Iterable[Word]) -> Word | None:
        text = self.text()
        if text is None:
            return None
        for word in words:
            if word == text:
                return word
        self.refuse(f"must be one of {', '.join(words)}")
        return None

    def whole(self, least: int, most: int = GREATEST) -> int | None:
        """A JSON integer in the range; true is not one."""
        if type(self.value) is int and least <= self.value <= most:
            return self.value
        self.refuse(f"must be a whole number from {least} to {most}")
        return None

    def decimal(self, *, signed: bool = False) -> Fraction | None:
        """A string `digits[.digits]`, with a minus only where `signed`."""
        text = self.text()
        if text is None:
            return None
        value = decimal(text)
        if value is None:
            self.refuse("must be a decimal, 1 to 9 digits before the point and 1 to 9 after it if there is one")
        elif text.startswith("-") and not signed:
            self.refuse("must not have a minus")
            return None
        return value

    def fraction(self) -> Fraction | None:
        """A string `digits` or `digits/digits`."""
        text = self.text()
        if text is None:
            return None
        value = fraction(text)
        if value is None:
            self.refuse("must be a fraction, digits or digits/digits, 1 to 9 each, denominator not 0")
        return value

    def _is(self, kind: type, what: str) -> bool:
        if isinstance(self.value, kind):
            return True
        self.refuse(f"must be {what}")
        return False

    def _member(self, key: str, value: object) -> "Node":
        return Node(value, key_path(self.path, key), self.faults)


def is_name(text: str) -> bool:
    """Whether a text may name a seat, an application, a criterion, a gate or points."""
    return _NAME.fullmatch(text) is not None
