"""Lists: pages by limit and offset, filters and orderings from an allowlist; what is not on it is refused."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.request import Request
from rest_framework.response import Response

from portal.errors import BrokenRule, Problem

MOST_ROWS, MOST_OFFSET = 200, 1_000_000
_WORD = re.compile(r"[A-Za-z0-9._-]{1,80}")


class Pages(LimitOffsetPagination):
    """`?limit=&offset=`; a number out of range is refused instead of guessed at."""

    default_limit = 50
    max_limit = MOST_ROWS

    def get_limit(self, request: Request) -> int:
        """1 to 200 rows."""
        return _whole(request, "limit", least=1, most=MOST_ROWS, otherwise=self.default_limit)

    def get_offset(self, request: Request) -> int:
        """Where the page begins."""
        return _whole(request, "offset", least=0, most=MOST_OFFSET, otherwise=0)

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """Both numbers with their range."""
        limit = {"type": "integer", "minimum": 1, "maximum": MOST_ROWS, "default": self.default_limit}
        offset = {"type": "integer", "minimum": 0, "maximum": MOST_OFFSET, "default": 0}
        return [
            {"name": "limit", "in": "query", "required": False, "schema": limit},
            {"name": "offset", "in": "query", "required": False, "schema": offset},
        ]


@dataclass(frozen=True)
class Listing:
    """What a list may be asked for.

    `filters` give each parameter its lookup and the values that it offers (none: any plain word); `orderings` give
    each name its columns, the first is the usual one. `-name` turns an ordering round.
    """

    orderings: Mapping[str, Sequence[str]]
    filters: Mapping[str, tuple[str, Collection[str]]] = field(default_factory=dict)

    @property
    def offered(self) -> list[str]:
        """Every ordering, both ways."""
        return [way + name for name in self.orderings for way in ("", "-")]

    def parameters(self) -> list[OpenApiParameter]:
        """The parameters as the schema lists them."""
        asked = [
            OpenApiParameter(name, str, enum=sorted(values)) if values else OpenApiParameter(name, _word_schema())
            for name, (_lookup, values) in self.filters.items()
        ]
        return [*asked, OpenApiParameter("ordering", str, enum=self.offered)]

    def rows(self, scoped: QuerySet[Any], request: Request) -> QuerySet[Any]:
        """The rows as they were asked for. Raises BrokenRule for what is not on the lists."""
        known = {*self.filters, "ordering", "limit", "offset"}
        if unknown := sorted(set(request.query_params) - known):
            raise BrokenRule(*(Problem("parameter_unknown", {"name": name[:80]}, name[:80]) for name in unknown))
        for name, (lookup, values) in self.filters.items():
            if value := request.query_params.get(name):
                scoped = scoped.filter(**{lookup: _offered(name, value, values)})
        return scoped.order_by(*self._order(request), "pk")

    def _order(self, request: Request) -> list[str]:
        asked = request.query_params.get("ordering") or next(iter(self.orderings))
        name = _offered("ordering", asked, self.offered)
        columns = self.orderings[name.removeprefix("-")]
        return [_turned(column) for column in columns] if name.startswith("-") else list(columns)


def page_of(
    request: Request, scoped: QuerySet[Any], listing: Listing, body: Callable[[Any], dict[str, Any]]
) -> Response:
    """One page of the rows that were asked for, each as its JSON."""
    pages = Pages()
    rows = pages.paginate_queryset(listing.rows(scoped, request), request)
    return pages.get_paginated_response([body(row) for row in rows])


def _turned(column: str) -> str:
    return column.removeprefix("-") if column.startswith("-") else f"-{column}"


def _offered(name: str, value: str, values: Collection[str]) -> str:
    if value in values or (not values and _WORD.fullmatch(value)):
        return value
    raise BrokenRule(Problem("parameter_invalid", {"offered": ", ".join(sorted(values)) or _WORD.pattern}, name))


def _whole(request: Request, name: str, *, least: int, most: int, otherwise: int) -> int:
    written = request.query_params.get(name, "")
    if not written:
        return otherwise
    if written.isascii() and written.isdecimal() and len(written) < 10 and least <= int(written) <= most:  # noqa: PLR2004
        return int(written)
    raise BrokenRule(Problem("parameter_invalid", {"offered": f"{least}-{most}"}, name))


def _word_schema() -> dict[str, Any]:
    return {"type": "string", "pattern": f"^{_WORD.pattern}$"}
