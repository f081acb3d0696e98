"""How long somebody waits after failed attempts. Waits grow and are capped; nothing is ever locked.

A deadline must not be lost to somebody else's guesses. So a browser in which the account was used before is counted
on its own (DEVICE), whatever strangers do; elsewhere the caps keep every wait within a minute, and a passkey or the
link of a password reset asks no counter of the login at all.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Limit:
    """So many failures are free; then the wait doubles from `first` up to `most`; quiet for `memory` forgets all."""

    free: int
    first: timedelta
    most: timedelta
    memory: timedelta = timedelta(hours=1)


_SECOND = timedelta(seconds=1)
# One account from one network: somebody who tries passwords, or has forgotten theirs.
PAIR = Limit(free=5, first=2 * _SECOND, most=60 * _SECOND)
# One account from a browser in which it was used before.
DEVICE = PAIR
# One account from everywhere: guesses spread over many networks. A low cap, as its owner may be behind it too.
ACCOUNT = Limit(free=50, first=1 * _SECOND, most=10 * _SECOND)
# One network over all accounts: many people may share it.
NETWORK = Limit(free=50, first=1 * _SECOND, most=30 * _SECOND)
# The codes of a second factor, whose password was right already.
CODE = Limit(free=5, first=2 * _SECOND, most=60 * _SECOND)
# Sign-ups and reset mails, each counted whether it fails or not.
MAILS_BY_NETWORK = Limit(free=30, first=2 * _SECOND, most=60 * _SECOND)
MAILS_TO_ADDRESS = Limit(free=3, first=30 * _SECOND, most=timedelta(minutes=10))


@dataclass(frozen=True)
class Tally:
    """Failures so far, and the last one's time."""

    failures: int
    last_at: datetime


def free_at(limit: Limit, tally: Tally, now: datetime) -> datetime:
    """From when on the next attempt is taken; `now` when nothing stands in its way."""
    over = tally.failures - limit.free
    if over < 0 or now - tally.last_at >= limit.memory:
        return now
    # 2 ** 16 is beyond every cap.
    return max(now, tally.last_at + min(limit.first * 2 ** min(over, 16), limit.most))
