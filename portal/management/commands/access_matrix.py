"""`manage.py access_matrix`: who gets what from every address, in every phase, as CSV."""

import csv
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import astuple, fields
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.addresses import addresses
from portal.registry import registry
from portal.rules.matrix import ANY, Cell, cells


class Command(BaseCommand):
    """Ends with an error, and prints nothing, while an address, task or command has no declared policy."""

    help = "Print who gets what from every address, role, relation and phase as CSV, with the reason of each cell."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where it goes."""
        parser.add_argument("--to", metavar="FILE.csv", help="write here instead of the terminal")

    def handle(self, *args: Any, **options: Any) -> None:
        """All at once: an incomplete matrix is none."""
        undeclared = sorted(addresses().keys() - registry.matrix.keys())
        if undeclared:
            raise CommandError(f"No policy is declared for: {', '.join(undeclared)}")
        rows = [astuple(cell) for cell in self._cells()]
        if options["to"]:
            with Path(options["to"]).open("w", encoding="utf-8", newline="") as stream:
                self._write(stream, rows)
        else:
            self._write(self.stdout, rows)

    def _write(self, stream: Any, rows: list[tuple[str, ...]]) -> None:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow([each.name for each in fields(Cell)])
        writer.writerows(rows)

    def _cells(self) -> Iterator[Cell]:
        for name, (route, _pattern) in addresses().items():
            yield from cells(f"/{route}", registry.matrix[name])
        for work, reason in sorted(registry.unattended.items()):
            yield Cell(work, "run", "system", "none", ANY, "runs", reason)
            yield Cell(work, "run", "everybody", "none", ANY, "no way in", "No address leads to it")
