"""Who reads an application in a review, who writes and signs a sheet, who sees that it is signed.

Blind until reveal (design, Ten principles 6): a member sees the own sheets and drafts only; staff see whether a
sheet is signed; what a seat has stepped back from does not exist for it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from applications.models import Application, Round, Submission
from portal.errors import ALLOWED, Absent, Decision, not_now
from portal.roles import Actor
from reviews.lifecycle import ReviewStatus, Stage, reviewed_in
from reviews.models import Ballot, Review, Seat, Sheet, SheetDraft, stepped_back
from reviews.permissions.panel import may_read, visible_seats
from reviews.permissions.sessions import presence_allows

# Applications that are or were in some review; the screening has let them in.
REVIEWED = reviewed_in(Stage.WRITTEN, has_written=True)


@dataclass(frozen=True)
class Place:
    """One member's place at one application in one review, with the draft as typed and the newest signature."""

    seat: Seat
    application: Application
    stage: Stage
    review: Review | None
    typed: dict[str, dict[str, str]]
    saved_at: datetime | None
    signed_at: datetime | None
    version: int

    @property
    def is_open(self) -> bool:
        """Whether sheets are being collected."""
        return self.review is not None and self.review.status == ReviewStatus.COLLECTING

    @property
    def is_signed(self) -> bool:
        """Whether a signed sheet stands."""
        return self.version > 0

    @property
    def is_correcting(self) -> bool:
        """Whether something was typed since the newest signature."""
        return bool(self.signed_at and self.saved_at and self.saved_at > self.signed_at)

    @property
    def ids(self) -> dict[str, Any]:
        """What the actions on this sheet are told."""
        round_id = self.seat.panel.round_id
        return {"round_id": round_id, "stage": self.stage, "application_id": self.application.pk}


def visible_to_seat(seat: Seat) -> Any:
    """Applications of the round that this seat may know of: let in by the screening, not stepped back from."""
    back = stepped_back(seat=seat, application=OuterRef("pk"))
    return Application.objects.filter(round_id=seat.panel.round_id, status__in=REVIEWED).exclude(back)


def place(actor: Actor, stage: str, **where: Any) -> "Place":
    """Where this person writes one sheet: seat, application, review and what stands there, in two statements.

    `where` names round and application: `round` and `application` by reference, or `round_id` and `application_id`.
    Raises Absent for who has no seat there and for what this seat may not know of, both the same.
    """
    by_seat = (
        {"panel__round": where["round_id"]} if "round_id" in where else {"panel__round__reference": where["round"]}
    )
    by_application = (
        {"pk": where["application_id"]} if "application_id" in where else {"reference": where["application"]}
    )
    seat = visible_seats(actor).filter(**by_seat).first()
    if seat is None or seat.panel.round.card.document.get(stage) is None:
        raise Absent("absent")
    found = _with_sheet(visible_in_stage(seat, stage), seat, stage).filter(**by_application).first()
    if found is None:
        raise Absent("absent")
    found.round = seat.panel.round
    return Place(
        seat=seat,
        application=found,
        stage=Stage(stage),
        review=_review(found.review, seat.panel.round, stage),
        typed=(found.draft or {}).get("content", {}),
        saved_at=_moment((found.draft or {}).get("saved_at")),
        signed_at=_moment((found.signed or {}).get("signed_at")),
        version=(found.signed or {}).get("version", 0),
    )


def visible_in_stage(seat: Seat, stage: str) -> Any:
    """The same for one review."""
    statuses = reviewed_in(stage, has_written=seat.panel.round.card.document["written"] is not None)
    return visible_to_seat(seat).filter(status__in=statuses)


def visible_assignments(actor: Actor) -> Any:
    """What this person reviews in all rounds: applications with `stage`, `review_status`, `saved_at`, `signed_at`.

    One row an application and review that has begun, after pledges and interests; what a seat is recused from is not
    there. Two statements with the seats.
    """
    wanted = Q(pk__in=())
    for seat in visible_seats(actor):
        if may_read(seat).allowed:
            for stage in Stage:
                statuses = reviewed_in(stage, has_written=seat.panel.round.card.document["written"] is not None)
                wanted |= Q(round=seat.panel.round_id, stage=stage, status__in=statuses)
    own = Seat.objects.filter(user=actor.user_id, dismissed_at__isnull=True, panel__round=OuterRef("round"))
    here = {"seat": OuterRef("own_seat"), "application": OuterRef("pk"), "review": OuterRef("round__reviews")}
    return (
        Application.objects.annotate(stage=F("round__reviews__stage"), review_status=F("round__reviews__status"))
        .annotate(own_seat=Subquery(own.values("pk")[:1]))
        .filter(wanted)
        .exclude(stepped_back(seat=OuterRef("own_seat"), application=OuterRef("pk")))
        .annotate(
            saved_at=Subquery(SheetDraft.objects.filter(**here).values("saved_at")[:1]),
            signed_at=Subquery(Sheet.objects.filter(**here).order_by("-version").values("signed_at")[:1]),
        )
        .select_related("round")
        .defer("plan", "round__draft")
    )


def visible_own_ballots(actor: Actor) -> Any:
    """What this person cast from the seats that it holds, except where it stepped back since."""
    if not actor.is_known:
        return Ballot.objects.none()
    own = Ballot.objects.filter(seat__user_id=actor.user_id, seat__dismissed_at__isnull=True)
    own = own.exclude(stepped_back(seat=OuterRef("seat"), application=OuterRef("session__application")))
    return own.select_related("session__review__round", "session__application")


def visible_own_sheets(seat: Seat) -> Any:
    """What this seat signed, except where it stepped back since."""
    return Sheet.objects.filter(seat=seat).exclude(stepped_back(seat=seat, application=OuterRef("application")))


def may_open_sheet(at: Place) -> Decision:
    """The own sheet: after pledges and interests, once the review has begun."""
    first = may_read(at.seat)
    if not first.allowed:
        return first
    return ALLOWED if at.review is not None else not_now("review_not_begun")


def may_open_documents(at: Place) -> Decision:
    """Documents are open to members only while sheets are being written."""
    first = may_open_sheet(at)
    if not first.allowed:
        return first
    return ALLOWED if at.is_open else not_now("review_closed")


def may_write(at: Place) -> Decision:
    """Drafts: while sheets are being written."""
    return may_open_documents(at)


def may_sign(at: Place) -> Decision:
    """Signing: as drafts, and for a presentation only as far as being in the room allows (`permissions.sessions`)."""
    first = may_write(at)
    if not first.allowed:
        return first
    return presence_allows(seat=at.seat, application=at.application, review=at.review)


def _with_sheet(applications: Any, seat: Seat, stage: str) -> Any:
    here = {"application": OuterRef("pk"), "seat": seat, "review__stage": stage}
    reviews = Review.objects.filter(round=OuterRef("round"), stage=stage)
    drafts, sheets = SheetDraft.objects.filter(**here), Sheet.objects.filter(**here).order_by("-version")
    newest = Submission.objects.filter(application=OuterRef("pk")).order_by("-version")
    return applications.annotate(
        review=Subquery(reviews.values(json=JSONObject(pk="pk", status="status", opened_at="opened_at"))[:1]),
        draft=Subquery(drafts.values(json=JSONObject(content="content", saved_at="saved_at"))[:1]),
        signed=Subquery(sheets.values(json=JSONObject(version="version", signed_at="signed_at"))[:1]),
        manifest=Subquery(newest.values("manifest")[:1]),
        manifest_sha256=Subquery(newest.values("manifest_sha256")[:1]),
    )


def _review(found: dict[str, Any] | None, round_: Round, stage: str) -> Review | None:
    if found is None:
        return None
    opened_at = datetime.fromisoformat(found["opened_at"])
    return Review(pk=found["pk"], round=round_, stage=stage, status=found["status"], opened_at=opened_at)


def _moment(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None
