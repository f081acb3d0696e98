"""발표 순서와 시각: what a timetable of one sitting must hold."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from portal.errors import Problem


@dataclass(frozen=True, slots=True)
class Slot:
    """One application's time; the order of a timetable is that of its times."""

    ref: str
    starts_at: datetime
    ends_at: datetime


def in_order(slots: Sequence[Slot]) -> list[Slot]:
    """By time, then by reference."""
    return sorted(slots, key=lambda slot: (slot.starts_at, slot.ref))


def problems(slots: Sequence[Slot], expected: Collection[str]) -> list[Problem]:
    """What is wrong: every expected application has exactly one slot, slots last a while and do not overlap."""
    given = Counter(slot.ref for slot in slots)
    found = [Problem("slot_missing", {"ref": ref}, ref) for ref in sorted(set(expected) - set(given))]
    found += [Problem("slot_unknown", {"ref": ref}, ref) for ref in sorted(set(given) - set(expected))]
    found += [Problem("slot_twice", {"ref": ref}, ref) for ref, count in sorted(given.items()) if count > 1]
    found += [
        Problem("slot_ends_before_start", {"ref": slot.ref}, slot.ref)
        for slot in slots
        if slot.ends_at <= slot.starts_at
    ]
    found += [
        Problem("slots_overlap", {"ref": later.ref, "other": earlier.ref}, later.ref)
        for earlier, later in pairwise(in_order(slots))
        if later.starts_at < earlier.ends_at
    ]
    return found
