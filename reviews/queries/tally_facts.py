"""What a tally is made of, read from the records of one review in four statements, however many rows there are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Aggregate, F, Func, JSONField, OuterRef, Q, Subquery, TextField
from django.db.models.functions import Cast, JSONObject

from applications.models import Application, Round
from reviews.lifecycle import ReviewStatus, Stage, reviewed_in
from reviews.models import Attendance, Ballot, LotDraw, Recusal, Reveal, Seat, Session, Sheet
from reviews.rules.assembly import (
    ApplicationFacts,
    BallotFacts,
    SessionFacts,
    SheetFacts,
    StageFacts,
    assemble,
)
from reviews.rules.presence import Step


@dataclass(frozen=True)
class Records:
    """What was recorded about one review, and the teams' names by reference, which no tally needs."""

    facts: StageFacts
    names: Mapping[str, str]


def tally_document(round_: Round, stage: str) -> dict[str, Any]:
    """The gwaban/tally-1 document of a review as it stands now. The round comes with its card."""
    return assemble(records(round_, stage).facts).document


def reviewed_applications(round_: Round, stage: str) -> Any:
    """The applications that a review decides on, in the order of their (random) references."""
    statuses = reviewed_in(stage, has_written=round_.card.read().has_written)
    return Application.objects.filter(round=round_, status__in=statuses).order_by("reference")


def records(round_: Round, stage: str) -> Records:
    """Everything that was recorded about one review, newest versions and newest sittings."""
    of_review = {"review__round": round_, "review__stage": stage}
    seats = list(_seats(round_, stage))
    sheets = _sheets(Sheet.objects.filter(**of_review))
    ballots = _ballots(Ballot.objects.filter(session__review__round=round_, session__review__stage=stage))
    recusals = Recusal.objects.counting_in(stage)
    applications = reviewed_applications(round_, stage).annotate(
        recused_seats=ArraySubquery(recusals.filter(application=OuterRef("pk")).values("seat__label")),
        newest_session=_newest_session(**of_review),
        lot=Subquery(LotDraw.objects.counting().filter(application=OuterRef("pk"), **of_review).values("number")),
    )
    rows = list(applications.values("reference", "team_name", "recused_seats", "newest_session", "lot"))
    facts = StageFacts(
        rule=round_.card.read().rule(stage),
        meets=stage == Stage.PRESENTATION,
        seats=[label for label, _, _ in seats],
        steps={label: [Step(at, came_in) for at, came_in in zip(ats, ins, strict=True)] for label, ats, ins in seats},
        applications=[
            _application(row, sheets.get(row["reference"], {}), ballots.get(row["reference"], {})) for row in rows
        ],
    )
    return Records(facts, {row["reference"]: row["team_name"] for row in rows})


class _ObjectOf(Aggregate):
    """jsonb_object_agg(key, value)."""

    function = "jsonb_object_agg"
    output_field = JSONField()


def _seats(round_: Round, stage: str) -> Any:
    """The seats in force; of a revealed review those of its newest reveal, whoever joins or leaves for a later one."""
    reveals = Reveal.objects.filter(
        review__round=round_, review__stage=stage, review__status=ReviewStatus.REVEALED
    ).order_by("-pk")
    steps = Attendance.objects.filter(seat=OuterRef("pk")).order_by("pk")
    seats = Seat.objects.filter(panel__round=round_).alias(revealed_at=Subquery(reveals.values("revealed_at")[:1]))
    in_force = seats.filter(
        Q(dismissed_at__isnull=True) | Q(dismissed_at__gt=F("revealed_at")),
        Q(revealed_at__isnull=True) | Q(appointed_at__lte=F("revealed_at")),
    )
    return (
        in_force.order_by("pk")
        .annotate(step_times=ArraySubquery(steps.values("at")), step_ways=ArraySubquery(steps.values("came_in")))
        .values_list("label", "step_times", "step_ways")
    )


def _newest_session(**of_review: Any) -> Subquery:
    newest = Session.objects.filter(application=OuterRef("pk"), **of_review).order_by("-sitting")
    return Subquery(
        newest.values(
            json=JSONObject(sitting="sitting", started_at="started_at", ended_at="ended_at", chair="chair__label")
        )[:1]
    )


def _sheets(signed: Any) -> dict[str, dict[str, SheetFacts]]:
    """By application and seat: the marks of the newest version, the time of the first."""
    points = Cast(Func(F("scores__points"), function="trim_scale"), TextField())
    rows = (
        signed.annotate(marks=_ObjectOf("scores__criterion", points))
        .order_by("version")
        .values_list("application__reference", "seat__label", "signed_at", "marks")
    )
    found: dict[str, dict[str, SheetFacts]] = {}
    for ref, seat, signed_at, marks in rows:
        of_application = found.setdefault(ref, {})
        first = of_application.get(seat)
        of_application[seat] = SheetFacts(seat, first.signed_at if first else signed_at, marks)
    return found


def _ballots(cast: Any) -> dict[str, dict[int, list[BallotFacts]]]:
    """By application and sitting."""
    rows = cast.annotate(choices=_ObjectOf("votes__gate", "votes__choice")).values_list(
        "session__application__reference", "session__sitting", "seat__label", "cast_at", "choices"
    )
    found: dict[str, dict[int, list[BallotFacts]]] = {}
    for ref, sitting, seat, cast_at, choices in rows:
        found.setdefault(ref, {}).setdefault(sitting, []).append(BallotFacts(seat, cast_at, choices))
    return found


def _application(
    row: dict[str, Any], sheets: dict[str, SheetFacts], ballots: dict[int, list[BallotFacts]]
) -> ApplicationFacts:
    session = _session(row["newest_session"])
    return ApplicationFacts(
        ref=row["reference"],
        recused=row["recused_seats"],
        session=session,
        sheets=list(sheets.values()),
        ballots=sorted(ballots.get(session.sitting, []), key=lambda ballot: ballot.seat) if session else [],
        lot=row["lot"],
    )


def _session(found: dict[str, Any] | None) -> SessionFacts | None:
    if found is None:
        return None
    return SessionFacts(
        sitting=found["sitting"],
        started_at=_moment(found["started_at"]),
        ended_at=_moment(found["ended_at"]),
        chair=found["chair"],
    )


def _moment(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None
