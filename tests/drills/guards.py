"""Every guard of the house, removed in turn: at least one test must turn red (A1)."""

import logging
import os
import sys

from django.test import override_settings

from tests.architecture import test_urls
from tests.plugins import databases, guards, noticing


def run(scale: int, seed: int) -> dict:
    """Remove each once; `scale` and `seed` change nothing. `ONLY=words` looks only at guards whose name has them."""
    wanted = [guard for guard in guards.guards() if os.environ.get("ONLY", "") in str(guard)]
    by_table, by_tests, unnoticed = [], [], []
    logging.disable(logging.ERROR)
    with databases.clone(), override_settings(ALLOWED_HOSTS=["*"]):
        world = test_urls.cast_world()
        for number, guard in enumerate(wanted, start=1):
            row = noticing.noticed_by_table(guard, world)
            red = row or noticing.noticed_by_tests(guard)
            (by_table if row else by_tests if red else unnoticed).append(str(guard))
            sys.stderr.write(f"{number}/{len(wanted)} {guard}: {red or 'NOBODY NOTICES'}\n")
    return {
        "guards": len(wanted),
        "noticed_by_table": len(by_table),
        "noticed_by_tests": len(by_tests),
        "unnoticed": unnoticed,
    }


def passed(figures: dict) -> bool:
    """Somebody noticed each."""
    return not figures["unnoticed"] and figures["guards"] > 0
