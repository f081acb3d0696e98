"""The declared access matrix, cell by cell: every address × method × person × phase asked for really (A1)."""

from django.test import override_settings

from portal.addresses import addresses
from portal.registry import registry
from tests.architecture import scenes, test_urls, url_table
from tests.plugins import databases


def run(scale: int, seed: int) -> dict:
    """Ask for everything once; `scale` and `seed` change nothing."""
    rows = url_table.table(whole=True)
    with databases.clone(), override_settings(ALLOWED_HOSTS=["*"]):
        world = test_urls.cast_world()
        differences = [found for key, row in rows.items() for found in _differences(world, key, row)]
    return {
        "addresses": len(addresses()),
        "undeclared": sorted(addresses().keys() - registry.matrix.keys()),
        "rows": len(rows),
        "cells": sum(len(row.answers()) * len(scenes.ROLES) for row in rows.values()),
        "differences": differences,
    }


def passed(figures: dict) -> bool:
    """Everything is declared, and everybody got what is declared."""
    return not figures["undeclared"] and not figures["differences"] and figures["cells"] > 0


def _differences(world: test_urls.World, key: str, row: url_table.Row) -> list[str]:
    got = test_urls.answers(world, key.split(maxsplit=1)[0], row)
    return [
        f"{method} {key}: {got[method]} (declared {said})"
        for method, said in row.answers().items()
        if said != got[method]
    ]
