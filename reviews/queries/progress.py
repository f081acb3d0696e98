"""Who has signed, seat by seat: the one thing about sheets that staff see before reveal. Never a value."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from applications.models import Application
from reviews.lifecycle import reviewed_in
from reviews.models import Recusal, Review, Signature
from reviews.queries.panel import active_seats


def progress_table(review: Review) -> dict[str, Any]:
    """Seats as columns, applications as rows, in each cell signed, recused or open; two statements at any size."""
    seats = list(active_seats(review.round).values("pk", "label", "user__name"))
    rows = [_row(row, seats) for row in _applications(review)]
    columns = [_column(index, seat, rows) for index, seat in enumerate(seats)]
    signed, expected = sum(row["signed"] for row in rows), sum(row["expected"] for row in rows)
    return {"seats": columns, "rows": rows, "signed": signed, "expected": expected, "open": expected - signed}


def signature_counts(review: Review) -> dict[str, int]:
    """How many sheets are signed and how many there should be, for records."""
    table = progress_table(review)
    return {"signed": table["signed"], "expected": table["expected"]}


def _applications(review: Review) -> Any:
    statuses = reviewed_in(review.stage, has_written=review.round.card.document["written"] is not None)
    sheets = Signature.objects.filter(review=review, application=OuterRef("pk"))
    recusals = Recusal.objects.counting_in(review.stage).filter(application=OuterRef("pk"))
    return (
        Application.objects.filter(round=review.round_id, status__in=statuses)
        .annotate(
            signed_seats=ArraySubquery(sheets.values("seat").distinct()),
            recused_seats=ArraySubquery(recusals.values("seat")),
        )
        .order_by("team_name", "reference")
        .values("reference", "team_name", "signed_seats", "recused_seats")
    )


def _row(row: dict[str, Any], seats: list[dict[str, Any]]) -> dict[str, Any]:
    signed, recused = set(row["signed_seats"]), set(row["recused_seats"])
    cells = ["recused" if seat["pk"] in recused else "signed" if seat["pk"] in signed else "open" for seat in seats]
    return {
        "reference": row["reference"],
        "team_name": row["team_name"],
        "cells": cells,
        "signed": cells.count("signed"),
        "expected": len(cells) - cells.count("recused"),
    }


def _column(index: int, seat: dict[str, Any], rows: list[dict[str, Any]]) -> dict[str, Any]:
    cells = [row["cells"][index] for row in rows]
    return {
        "label": seat["label"],
        "name": seat["user__name"],
        "signed": cells.count("signed"),
        "expected": len(cells) - cells.count("recused"),
    }
