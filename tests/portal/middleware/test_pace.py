"""Doors of an even pace answer late, and always at the same beat."""

import time

import pytest

pytestmark = pytest.mark.django_db


def test_answers_come_at_the_beat(client, settings):
    settings.EVEN_PACE = {"account_reset_password": 2}
    times = {}
    for method in ("get", "post"):
        start = time.monotonic()
        getattr(client, method)("/accounts/password/reset/")
        times[method] = time.monotonic() - start

    assert times["get"] < 2 <= times["post"]
