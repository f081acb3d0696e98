"""The last day for an objection."""

from datetime import date

from reviews.rules.objection import last_day


def test_last_day_does_not_count_the_day_of_the_notice():
    assert last_day(date(2026, 2, 20), 10) == date(2026, 3, 2)
    assert last_day(date(2026, 2, 20), 1) == date(2026, 2, 21)
