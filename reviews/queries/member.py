"""A member's own pages: what is due, the applications with the state of the own sheets, one own sheet."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import DateTimeField, Exists, OuterRef, Subquery
from django.urls import reverse

from applications.queries import listed_files, proposal
from applications.rules.rule_card import Criterion
from applications.wording import ROUND_STATUS, ROUND_TONE
from portal import heads
from portal.display import kdate, localized
from reviews import wording
from reviews.lifecycle import DECLARING, UNDER_REVIEW, ReviewStatus, Stage
from reviews.models import InterestDeclaration, Review, Score, Seat, Sheet, SheetDraft
from reviews.queries.counting import counting
from reviews.rules.panel import Step
from reviews.rules.sheets import Mark, maximum, total, written

# More rounds than anybody sits on.
SEATS = 100


@dataclass(frozen=True)
class SignedSheet:
    """A signed sheet with its marks in the order of the card."""

    sheet: Sheet
    marks: Sequence[dict[str, Any]]
    total: str


@dataclass(frozen=True)
class SheetTable:
    """The own sheets of one review."""

    review: Review
    rows: list[dict[str, Any]]

    @property
    def left(self) -> int:
        """How many are not signed."""
        return sum(row["signed_at"] is None for row in self.rows)

    @property
    def signed(self) -> int:
        """How many are signed."""
        return len(self.rows) - self.left

    @property
    def is_open(self) -> bool:
        """Whether sheets are being collected."""
        return self.review.status == ReviewStatus.COLLECTING


def seat_list(seats: Any) -> list[Seat]:
    """A person's seats, newest round first, each with its round's state in words; one statement."""
    listed = list(seats.order_by("-pk")[:SEATS])
    for seat in listed:
        seat.label_of_round = ROUND_STATUS[seat.panel.round.status]
        seat.tone_of_round = ROUND_TONE[seat.panel.round.status]
    return listed


def own_sheets(seat: Seat, scoped: Any, stage: str) -> list[dict[str, Any]]:
    """The applications that the seat reviews in a stage, each with the state of its own sheet; one statement."""
    here = {"application": OuterRef("pk"), "seat": seat, "review__stage": stage}
    newest = Sheet.objects.filter(**here).order_by("-version").values("signed_at")[:1]
    saved = SheetDraft.objects.filter(**here).values("saved_at")[:1]
    rows = list(
        scoped.annotate(
            signed_at=Subquery(newest, output_field=DateTimeField()),
            saved_at=Subquery(saved, output_field=DateTimeField()),
        )
        .order_by("team_name", "reference")
        .values("reference", "team_name", "title", "signed_at", "saved_at")
    )
    for row in rows:
        state = _state(row)
        row["label"], row["tone"] = wording.SHEET_STATE[state], wording.SHEET_TONE[state]
    return rows


def member_page(seat: Seat, step: Step, rows_of: Callable[[Seat, str], list[dict[str, Any]]]) -> dict[str, Any]:
    """A member's home: the step that is due, the current review, the own sheets of each review that has begun.

    `rows_of(seat, stage)` lists the applications that `permissions` lets this seat see, as `own_sheets` does.
    """
    round_ = seat.panel.round
    reviews = reviews_of_seat(seat)
    stage = current_stage(reviews)
    tables = []
    if step is Step.READY:
        tables = [SheetTable(reviews[each], rows_of(seat, each)) for each in reversed(Stage) if each in reviews]
    return {
        "seat": seat,
        "round": round_,
        "step": step.value,
        "stage": stage,
        "current": tables[0] if tables else None,
        "earlier": tables[1:],
        "pledges": len(round_.card.document["pledges"]),
        "dates": [
            {"label": wording.STAGE[each], "value": kdate(day)}
            for each in Stage
            if (day := round_.card.document["schedule"].get(f"{each}_on")) and round_.card.document[each] is not None
        ],
        "may_declare": round_.status in DECLARING,
    }


def interest_rows(seat: Seat, scoped: Any) -> list[dict[str, Any]]:
    """Applications under review that the seat may know of, with their consortium, whether it has declared, and what a
    conflict declared now comes too late for.
    """
    declared = InterestDeclaration.objects.filter(seat=seat, application=OuterRef("pk"))
    applications = (
        scoped.filter(status__in=UNDER_REVIEW)
        .annotate(is_declared=Exists(declared))
        .prefetch_related("consortium__organisation")
        .order_by("team_name", "reference")
    )
    counted = counting(seat.panel.round)
    return [
        {
            "reference": each.reference,
            "team_name": each.team_name,
            "title": each.title,
            "is_declared": each.is_declared,
            "is_counted": counted.is_counted(each.pk),
            "keeps_written": counted.keeps_written(each.pk),
            "organisations": [member.organisation.name for member in sorted(each.consortium.all(), key=_position)],
        }
        for each in applications
    ]


def reviews_of_seat(seat: Seat) -> dict[str, Review]:
    """The reviews of the seat's round by stage."""
    return {review.stage: review for review in Review.objects.filter(round=seat.panel.round_id)}


def current_stage(reviews: dict[str, Review]) -> Stage | None:
    """The last review that has begun."""
    begun = [stage for stage in Stage if stage in reviews]
    return begun[-1] if begun else None


def signed_sheet(scoped: Any, *, application: Any, stage: str, criteria: Sequence[Any]) -> SignedSheet | None:
    """The newest own sheet with its marks, or None; two statements."""
    sheet = scoped.filter(application=application, review__stage=stage).order_by("-version").first()
    if sheet is None:
        return None
    by_code = {score.criterion: score for score in Score.objects.filter(sheet=sheet)}
    marks = [_mark(each, by_code[each.code].points, by_code[each.code].comment) for each in criteria]
    return SignedSheet(sheet, marks, written(sheet.total))


def sheet_page(at: Any) -> dict[str, Any]:
    """What stands around a sheet: the application as it was handed in, its files, the review. `at` is a Place."""
    document = at.seat.panel.round.card.document
    where = [at.seat.panel.round.reference, at.stage, at.application.reference]
    return {
        "at": at,
        "seat": at.seat,
        "round": at.seat.panel.round,
        "application": at.application,
        "manifest": proposal(at.application.manifest),
        "files": [
            entry | {"kind": localized(entry["label"]), "url": reverse("panel_document", args=[*where, entry["kind"]])}
            for entry in listed_files(at.application.manifest, document)
        ],
        "stage_label": wording.STAGE[at.stage],
        "day": document["schedule"].get(f"{at.stage}_on"),
        "maximum": written(maximum(at.seat.panel.round.card.read().criteria[at.stage])),
        "comment_min": document["comment_min"],
    }


def check_page(at: Any, marks: Sequence[Mark]) -> dict[str, Any]:
    """What will be signed: the marks with their criteria, and the total."""
    criteria = {each.code: each for each in at.seat.panel.round.card.read().criteria[at.stage]}
    return {
        "marks": [_mark(criteria[mark.criterion], mark.points, mark.comment) for mark in marks],
        "total": written(total(marks)),
    }


def receipt_place(signed: SignedSheet) -> dict[str, Any]:
    """Where the signature stands in the round's chain."""
    place = heads.place_of(signed.sheet.receipt, "sheet.sign")
    if place is None:
        return {}
    return {"seq": place.seq, "hash": place.hash, "signed_head": heads.in_words(place.head)[1:]}


def _mark(criterion: Criterion, points: Decimal, comment: str) -> dict[str, Any]:
    label = localized({"ko": criterion.name.ko, "en": criterion.name.en})
    return {"label": label, "max": criterion.max, "points": written(points), "comment": comment}


def _state(row: dict[str, Any]) -> str:
    if row["signed_at"]:
        return "correcting" if row["saved_at"] and row["saved_at"] > row["signed_at"] else "signed"
    return "drafted" if row["saved_at"] else "open"


def _position(member: Any) -> int:
    return member.position
