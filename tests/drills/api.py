"""Schemathesis on every operation of the API as each role: no defect, no answer that the schema does not know (A4).

The scenes are those of the table of addresses; at SCALE 1 every role sends 200 requests of each operation.
"""

from typing import Any

from tests.architecture import api_world
from tests.plugins import databases
from tests.plugins.fuzzing import Figures, World, fuzz, in_one_transaction, operations

CASES = 200


def run(scale: int, seed: int) -> dict[str, Any]:
    """Send them all; figures count cases, answers by status and faults."""
    figures, per_role = Figures(), {}
    with databases.clone(), in_one_transaction():
        world = api_world.build()
        for role in api_world.ROLES:
            alone = World({role: world.headers[role]}, world.known)
            counted = Figures()
            for number, operation in enumerate(operations()):
                fuzz(operation, alone, counted, cases=CASES * scale, number=seed * 1000 + number)
            per_role[role] = min(counted.cases.values())
            figures.faults += counted.faults
            for status, count in counted.statuses.items():
                figures.statuses[status] = figures.statuses.get(status, 0) + count
    return {
        "operations": len(counted.cases),
        "roles": len(per_role),
        "least_cases": min(per_role.values()),
        "statuses": {str(status): count for status, count in sorted(figures.statuses.items())},
        "defects": sum(count for status, count in figures.statuses.items() if status >= 500),
        "faults": len(figures.faults),
        "fault_kinds": sorted({fault[:300] for fault in figures.faults})[:5],
    }


def passed(figures: dict[str, Any]) -> bool:
    """Every operation by every role, and nothing wrong."""
    return figures["least_cases"] >= CASES and not figures["defects"] and not figures["faults"]
