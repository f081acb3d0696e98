"""Many rows at once, for what pages cost; the only rows that no move has made."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import count

from applications.lifecycle import ApplicationStatus
from applications.models import Application, Round, Submission
from portal.clusters import server_now
from reviews.models import Review, Score, Seat, Sheet

_numbers = count(1)


def received_crowd(round_: Round, size: int, submitter: int) -> list[Application]:
    """Submitted applications of a round that is open."""
    made = crowd(round_, size, ApplicationStatus.SUBMITTED)
    manifest = {"consortium": [{"name": "주식회사 가람"}], "files": [], "plan": {}}
    Submission.objects.bulk_create(
        Submission(
            application=each,
            round=round_,
            version=1,
            receipt_no=f"C-{each.pk}",
            idempotency_key=f"crowd-{each.pk}",
            manifest=manifest,
            manifest_sha256="0" * 64,
            submitted_by_id=submitter,
        )
        for each in made
    )
    return made


def crowd(round_: Round, size: int, status: ApplicationStatus = ApplicationStatus.ELIGIBLE) -> list[Application]:
    """So many applications of a round in one state."""
    now = server_now()
    return Application.objects.bulk_create(
        Application(
            round=round_,
            reference=f"CROWD-{next(_numbers)}",
            team_name="가람 컨소시엄",
            status=status,
            created_at=now,
            changed_at=now,
        )
        for _ in range(size)
    )


def crowd_of_sheets(review: Review, seats: Sequence[Seat], applications: Sequence[Application]) -> None:
    """A signed sheet of every seat for every application."""
    now = server_now()
    codes = [each.code for each in review.round.card.read().criteria[review.stage]]
    sheets = Sheet.objects.bulk_create(
        Sheet(
            review=review,
            seat=seat,
            application=application,
            version=1,
            total=Decimal(60 + number % 30),
            receipt=f"{application.pk}-{seat.pk}",
            signed_at=now,
        )
        for number, application in enumerate(applications)
        for seat in seats
    )
    Score.objects.bulk_create(
        Score(sheet=sheet, criterion=code, points=Decimal(20 + sheet.pk % 10), comment="근거")
        for sheet in sheets
        for code in codes
    )
