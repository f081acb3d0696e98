"""Enumerations live in rules and lifecycles; models store their plain values."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any


def values(enum: type[StrEnum]) -> list[str]:
    """The stored values, for constraints."""
    return [member.value for member in enum]


def labelled(enum: type[StrEnum], wording: Mapping[Any, Any]) -> list[tuple[str, Any]]:
    """Django choices as plain strings. Raises LookupError when a member has no wording."""
    missing = [member.name for member in enum if member not in wording]
    if missing:
        raise LookupError(f"{enum.__name__} has no wording for {', '.join(missing)}")
    return [(member.value, wording[member]) for member in enum]
