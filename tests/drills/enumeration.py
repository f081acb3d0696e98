"""Does the time of an answer tell whether there is an account? Login, sign-up and password reset, asked in turn.

The real pages with the real hasher, in this process; each request is undone, so that no wait is ever counted.
"""

import random
import statistics
import time

from django.db import transaction
from django.test import Client, override_settings

from tests.factories.people import make_user
from tests.plugins import databases

SAMPLES = 30
KNOWN, UNKNOWN = "known", "unknown"
STRICT = {
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.PBKDF2PasswordHasher"],
    "ACCOUNT_EMAIL_VERIFICATION": "mandatory",
    "EVEN_PACE": {"account_signup": 1.0, "account_reset_password": 0.3},
    "EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend",
}
NEW = {"name": "홍길동", "password1": "another good one", "password2": "another good one"}
DOORS = {
    "login": ("/accounts/login/", "login", {"password": "wrong"}),
    "signup": ("/accounts/signup/", "email", NEW),
    "reset": ("/accounts/password/reset/", "email", {}),
}


def run(scale: int, seed: int) -> dict:
    """Ask each door for a known and an unknown address, interleaved by chance; medians in ms and their ratio."""
    chance = random.Random(seed)
    figures = {}
    with databases.clone(), override_settings(**STRICT):
        emails = {KNOWN: make_user("known@example.test").email, UNKNOWN: "absent@example.test"}
        for door, (path, field, form) in DOORS.items():
            times = {KNOWN: [], UNKNOWN: []}
            for _ in range(SAMPLES * scale + 2):
                for kind in chance.sample(list(emails), 2):
                    times[kind].append(_seconds(path, {field: emails[kind], **form}))
            medians = {kind: statistics.median(each[2:]) * 1000 for kind, each in times.items()}
            figures[door] = {kind: round(value, 1) for kind, value in medians.items()}
            figures[door]["ratio"] = round(medians[KNOWN] / medians[UNKNOWN], 3)
    return figures


def passed(figures: dict) -> bool:
    """Within a twentieth, at every door."""
    return all(0.95 <= door["ratio"] <= 1.05 for door in figures.values())


def _seconds(path: str, form: dict[str, str]) -> float:
    with transaction.atomic():
        start = time.perf_counter()
        Client().post(path, form)
        taken = time.perf_counter() - start
        transaction.set_rollback(True)
    return taken
