"""A card's schedule moved to another first day, every gap in days kept.

Days are shifted, clock times are not: Seoul has no summer time. A day may so fall on a weekend or holiday; the editor
shows it and people decide.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

MOMENTS = ("opens_at", "closes_at")


def shifted(schedule: Mapping[str, str | None], first_day: date) -> dict[str, str | None]:
    """The schedule whose applications begin on `first_day`. Raises OverflowError beyond the calendar."""
    gap = first_day - datetime.fromisoformat(schedule["opens_at"]).date()
    return {name: _later(value, gap, is_moment=name in MOMENTS) for name, value in schedule.items()}


def _later(value: str | None, gap: timedelta, *, is_moment: bool) -> str | None:
    if not value:
        return value
    if is_moment:
        return (datetime.fromisoformat(value) + gap).isoformat()
    return (date.fromisoformat(value) + gap).isoformat()
