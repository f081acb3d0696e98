"""Waits after failed attempts, counted in PostgreSQL: `rules/throttle.py` says how long, this asks and counts."""

import math
from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import connection
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from portal import display
from portal.accounts.devices import device_of, is_known_device
from portal.accounts.network import network_of
from portal.models import FailedAttempts
from portal.rules import throttle
from portal.rules.throttle import Limit, Tally

Counter = tuple[Limit, str]


def counter(limit: Limit, kind: str, *parts: object) -> Counter:
    """A counter for one thing; its stored key is keyed with the secret, so that the table names nobody."""
    return limit, salted_hmac(f"throttle/{kind}", "|".join(map(str, parts)), algorithm="sha256").hexdigest()


def login_counters(request: HttpRequest, email: str) -> list[Counter]:
    """What a login by password is counted by: the known browser alone, or pair, account and network.

    The same statements run for an address that has no account.
    """
    email, network = email.strip().lower(), network_of(request)
    device = device_of(request)
    if is_known_device(device, email):
        return [counter(throttle.DEVICE, "device", device, email)]
    return [
        counter(throttle.PAIR, "pair", email, network),
        counter(throttle.ACCOUNT, "account", email),
        counter(throttle.NETWORK, "network", network),
    ]


def mail_counters(request: HttpRequest, email: str) -> list[Counter]:
    """What sign-ups and reset mails are counted by."""
    return [
        counter(throttle.MAILS_BY_NETWORK, "mails-from", network_of(request)),
        counter(throttle.MAILS_TO_ADDRESS, "mails-to", email.strip().lower()),
    ]


def code_counters(user_id: int) -> list[Counter]:
    """What the codes of one person are counted by."""
    return [counter(throttle.CODE, "code", user_id)]


def require_free(counters: Sequence[Counter], now: datetime) -> None:
    """Return when no counter asks to wait. Raises ValidationError with the seconds and the time otherwise."""
    tallies = _tallies(counters)
    until = max((throttle.free_at(limit, tallies[key], now) for limit, key in counters if key in tallies), default=now)
    if until > now:
        raise ValidationError(
            _("Too many attempts in a short time. Please wait %(seconds)s seconds and try again from %(time)s on."),
            code="wait",
            params={"seconds": math.ceil((until - now).total_seconds()), "time": display.ktime_s(until)},
        )


def count(counters: Sequence[Counter], now: datetime) -> None:
    """Count one attempt on each counter; in the order of their keys, so that two never wait for each other."""
    for limit, key in sorted(counters, key=lambda each: each[1]):
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO portal_failedattempts AS old (key, failures, last_at) VALUES (%s, 1, %s)"
                " ON CONFLICT (key) DO UPDATE SET last_at = excluded.last_at, failures ="
                " CASE WHEN old.last_at <= excluded.last_at - %s THEN 1 ELSE old.failures + 1 END",
                [key, now, limit.memory],
            )


def forgive(counters: Sequence[Counter]) -> None:
    """Forget what one person mistyped; what counts many people together stays."""
    own = [key for limit, key in counters if limit in {throttle.PAIR, throttle.CODE}]
    FailedAttempts.objects.filter(key__in=own).delete()


def _tallies(counters: Sequence[Counter]) -> dict[str, Tally]:
    rows = FailedAttempts.objects.filter(key__in=[key for _limit, key in counters])
    return {key: Tally(failures, last_at) for key, failures, last_at in rows.values_list("key", "failures", "last_at")}
