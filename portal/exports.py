"""Tables as files: CSV that spreadsheets open without running anything in it, and JSON Lines."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

# What makes a spreadsheet take a cell for a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """UTF-8 with a mark, which Excel needs for Korean; a text that looks like a formula gets an apostrophe."""
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(columns)
    table.writerows([_harmless(cell) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def as_json_lines(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """One object a line, with the columns as keys."""
    lines = (json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False) for row in rows)
    return "".join(f"{line}\n" for line in lines).encode()


def _harmless(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


# How a table is written, and as what it is sent.
FORMATS = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "jsonl": (as_json_lines, "application/jsonl; charset=utf-8"),
}
