"""Honest rounds of random shape raise no alarm, and everything that the owner of the database changes is named."""

import random
import tempfile
import time
from pathlib import Path
from typing import Any

from django.db import transaction

from applications.lifecycle import RoundStatus
from reviews import verify
from tests.factories.evidence import TAMPERS, approved_export, examined, export, kept_outside, owner_at_work
from tests.factories.random_rounds import random_round
from tests.factories.variants import recusal
from tests.plugins import databases

ROUNDS = 100


def run(scale: int, seed: int) -> dict[str, Any]:
    """Play, export and verify ROUNDS rounds, each against its outside heads; then tamper with one in every way."""
    chance, begun = random.Random(seed), time.monotonic()
    statuses: dict[str, int] = {}
    alarms, public = [], 0
    with databases.clone(), tempfile.TemporaryDirectory(prefix="gwaban-") as name:
        folder = Path(name)
        named = _tampered(folder)
        for _ in range(ROUNDS * scale):
            with transaction.atomic():
                made = random_round(chance)
                statuses[made.status] = statuses.get(made.status, 0) + 1
                outside = kept_outside(made, folder)
                bundles = [export(made, folder, approved_export(made))]
                if made.status == RoundStatus.PUBLISHED:
                    public += 1
                    bundles.append(export(made, folder))
                for path in bundles:
                    status, lines = examined(path, outside)
                    alarms += [f"{path.name}: {line}" for line in lines] if status != verify.HOLDS else []
                    path.unlink()
                # The next round starts with an empty database.
                transaction.set_rollback(True)
    return {
        "seconds": round(time.monotonic() - begun, 1),
        "rounds": ROUNDS * scale,
        "statuses": statuses,
        "public_bundles": public,
        "false_alarms": len(alarms),
        "alarms": alarms[:5],
        "tampers": len(named),
        "named": sum(named.values()),
        "not_named": [name for name, found in named.items() if not found],
    }


def passed(figures: dict[str, Any]) -> bool:
    """No false alarm, and every tamper named."""
    return figures["false_alarms"] == 0 and figures["named"] == figures["tampers"] == len(TAMPERS)


def _tampered(folder: Path) -> dict[str, bool]:
    """Which tampers the verifier named, row and field; the one with a file comes last, as files are not restored."""
    made = recusal()
    outside, approval = kept_outside(made, folder), approved_export(made)
    found = {}
    for name in sorted(TAMPERS, key=lambda name: name == "document_byte"):
        with owner_at_work() as run_as_owner:
            parts = TAMPERS[name](made, run_as_owner)
            path = export(made, folder, approval)
        status, lines = examined(path, outside)
        found[name] = status == verify.CHANGED and any(all(part in line for part in parts) for line in lines)
    return found
