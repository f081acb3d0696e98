"""Waits grow, are capped, and are forgotten; nothing is locked."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.rules import throttle
from portal.rules.throttle import Tally, free_at

NOW = datetime(2026, 2, 12, 6, 59, tzinfo=UTC)
LIMITS = [
    throttle.PAIR,
    throttle.DEVICE,
    throttle.ACCOUNT,
    throttle.NETWORK,
    throttle.CODE,
    throttle.MAILS_BY_NETWORK,
    throttle.MAILS_TO_ADDRESS,
]


def wait(limit, failures, *, ago=timedelta()):
    return (free_at(limit, Tally(failures, NOW - ago), NOW) - NOW).total_seconds()


def test_free_at_doubles_after_the_free_ones_up_to_the_cap():
    assert [wait(throttle.PAIR, failures) for failures in (1, 4, 5, 6, 7, 8, 9, 10, 11)] == [
        0, 0, 2, 4, 8, 16, 32, 60, 60,
    ]  # fmt: skip


def test_free_at_counts_from_the_last_failure():
    assert wait(throttle.PAIR, 8, ago=timedelta(seconds=10)) == 6
    assert wait(throttle.PAIR, 8, ago=timedelta(seconds=17)) == 0


@pytest.mark.parametrize("limit", LIMITS)
def test_nobody_is_locked_out_for_long(limit):
    """However many failures there were, whoever they belong to: minutes at most, for a login one minute."""
    longest = 600 if limit is throttle.MAILS_TO_ADDRESS else 60

    assert wait(limit, 1_000_000) <= longest


@pytest.mark.parametrize("limit", LIMITS)
def test_old_failures_are_forgotten(limit):
    assert wait(limit, 1_000_000, ago=limit.memory) == 0
