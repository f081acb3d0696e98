"""A schedule moved to another first day."""

from datetime import date

import pytest

from applications.rules.shifted import shifted

SCHEDULE = {
    "opens_at": "2026-01-23T09:00:00+09:00",
    "closes_at": "2026-02-12T16:00:00+09:00",
    "screening_on": "2026-02-13",
    "written_on": None,
}


def test_shifted_keeps_gaps_and_times():
    assert shifted(SCHEDULE, date(2027, 1, 29)) == {
        "opens_at": "2027-01-29T09:00:00+09:00",
        "closes_at": "2027-02-18T16:00:00+09:00",
        "screening_on": "2027-02-19",
        "written_on": None,
    }


def test_shifted_may_go_back_again():
    assert shifted(shifted(SCHEDULE, date(2025, 6, 20)), date(2026, 1, 23)) == SCHEDULE


def test_shifted_beyond_the_calendar_is_refused():
    with pytest.raises(OverflowError):
        shifted(SCHEDULE, date(9999, 12, 31))
