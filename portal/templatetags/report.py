"""Parts of a paper that have to be computed before they are laid out: `{% load report %}` in `templates/reports/`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from portal.ui_parts import GateView, gate_view

register = template.Library()


@dataclass(frozen=True)
class Column:
    """The head of a column, and its width in millimetres ("" takes what is left)."""

    label: Any
    width: str


# A row longer than this may go over a page break; a table shorter than these stays on one page.
LONG_ROW = 300
SHORT_TABLE_ROWS, SHORT_TABLE = 9, 1200


@dataclass(frozen=True)
class Cell:
    """One cell: aligned l, c or r, or h for a hash."""

    value: Any
    align: str
    is_head: bool


@dataclass(frozen=True)
class Row:
    """One row, and whether it is too long to be kept in one piece."""

    cells: tuple[Cell, ...]

    @property
    def length(self) -> int:
        """The number of characters in it."""
        return sum(len(str(cell.value)) for cell in self.cells)

    @property
    def is_long(self) -> bool:
        """True for a row of running text."""
        return self.length > LONG_ROW


@register.simple_tag
def heads(*labels: Any) -> list[Any]:
    """The head of a table to come: `{% heads _("Rank") _("Team") as head %}{% data_table head rows … %}`."""
    return list(labels)


@register.inclusion_tag("reports/_table.html")
def data_table(
    head: Sequence[Any],
    rows: Iterable[Sequence[Any]],
    *,
    align: str = "",
    widths: str = "",
    caption: Any = "",
    foot: Sequence[Any] = (),
    row_head: bool = False,
) -> dict[str, Any]:
    """A table whose head repeats on every page.

    `align` has one letter a column (l, c, r, h for hashes; l when it is short), `widths` millimetres by comma
    ("20,,25": the middle column takes the rest), `foot` one row of sums, `row_head` makes the first cell of a row its
    heading.
    """
    sizes = [size.strip() for size in widths.split(",")] if widths else []
    aligned = align.ljust(len(head), "l")
    laid_out = [_row(row, aligned, row_head=row_head) for row in rows]
    return {
        "columns": [Column(label, size) for label, size in zip_longest(head, sizes[: len(head)], fillvalue="")],
        "rows": laid_out,
        "foot": _row(foot, aligned, row_head=row_head).cells,
        "is_short": len(laid_out) <= SHORT_TABLE_ROWS and sum(row.length for row in laid_out) <= SHORT_TABLE,
        "caption": caption,
        "is_fixed": bool(widths),
    }


def _row(row: Sequence[Any], align: str, *, row_head: bool) -> Row:
    return Row(
        tuple(
            Cell(value, align[number : number + 1] or "l", row_head and number == 0) for number, value in enumerate(row)
        )
    )


@register.inclusion_tag("reports/_gate.html")
def paper_gate(gate: Any, label: str = "", *, base_of: str = "", recused: int = 0) -> dict[str, GateView]:
    """A gate's votes as on the page (`{% gate_bar %}`), drawn for paper: same words, same figures."""
    return {"gate": gate_view(gate, label=label, base_of=base_of, recused=recused)}


@register.simple_tag
def check(value: object) -> SafeString:
    """A drawn check box; the fonts have none. Say the state in a word beside it."""
    return format_html('<i class="check{}"></i>', " on" if value else "")
