"""A revealed presentation of any size: the first team by the real moves, the others in bulk, seen by every trigger."""

from decimal import Decimal
from typing import Any

from applications.models import Application, Round
from portal.clusters import server_now
from reviews.lifecycle import SessionStatus, Stage
from reviews.models import Ballot, Score, Seat, Session, Sheet, Vote
from tests.factories.decisions import come, hold_session, reveal, reviewed, timetabled_round
from tests.factories.panels import review_of

CODES = ("tech", "plan", "data", "team", "impact")


def five_criteria(rule: dict[str, Any]) -> dict[str, Any]:
    """Changes of a card: five criteria of twenty points each in the presentation review, no written one."""
    points = [{"code": code, "max": "20", "min": None} for code in CODES]
    texts = [{"code": code, "name": {"ko": f"항목 {code}"}, "anchor": {"ko": "0–20"}} for code in CODES]
    return {
        "presentation": rule | {"score": rule["score"] | {"criteria": points}},
        "criteria": {"written": [], "presentation": texts},
    }


def many_results(count: int, card: dict[str, Any], *, members: int = 9) -> Round:
    """So many teams, each with a sheet and a ballot of every member; revealed, in deliberation."""
    made, actors = timetabled_round(1, members, **card)
    come(made, actors)
    (first,) = reviewed(made)
    hold_session(made, first, actors, points=[("18", "17", "16", "15", "14")] * members)
    sessions = _sessions(made, count - 1)
    seats = list(Seat.objects.filter(panel__round=made).order_by("pk"))
    _sheets(sessions, seats)
    _ballots(sessions, seats, card["presentation"]["gates"])
    Session.objects.filter(pk__in=[session.pk for session in sessions]).update(
        status=SessionStatus.ENDED, ended_at=server_now()
    )
    return reveal(made)


def _sessions(round_: Round, count: int) -> list[Session]:
    now, review = server_now(), review_of(round_, Stage.PRESENTATION)
    applications = Application.objects.bulk_create(
        Application(
            round=round_,
            reference=f"T{number:03}-{round_.pk}",
            team_name=f"시험 팀 {number}",
            status="eligible",
            created_at=now,
            changed_at=now,
        )
        for number in range(count)
    )
    planned = Session.objects.get(review=review)
    sessions = Session.objects.bulk_create(
        Session(
            review=review,
            application=application,
            position=number,
            starts_at=planned.starts_at,
            ends_at=planned.ends_at,
        )
        for number, application in enumerate(applications, start=2)
    )
    all_of_them = Session.objects.filter(pk__in=[session.pk for session in sessions])
    all_of_them.update(status=SessionStatus.RUNNING, chair=planned.chair, started_at=now)
    all_of_them.update(status=SessionStatus.VOTING, vote_opened_at=now)
    return sessions


def _sheets(sessions: list[Session], seats: list[Seat]) -> None:
    now = server_now()
    sheets = Sheet.objects.bulk_create(
        Sheet(
            review=session.review,
            seat=seat,
            application=session.application,
            version=1,
            total=Decimal(75),
            receipt="0" * 64,
            signed_at=now,
        )
        for session in sessions
        for seat in seats
    )
    Score.objects.bulk_create(
        Score(
            sheet=sheet,
            criterion=code,
            points=Decimal(10 + (number * 7 + place * 3) % 21) / 2,
            comment="핵심 모듈을 직접 설계하였습니다.",
        )
        for number, sheet in enumerate(sheets)
        for place, code in enumerate(CODES)
    )


def _ballots(sessions: list[Session], seats: list[Seat], gates: list[str]) -> None:
    now = server_now()
    ballots = Ballot.objects.bulk_create(
        Ballot(session=session, seat=seat, receipt="0" * 64, cast_at=now) for session in sessions for seat in seats
    )
    Vote.objects.bulk_create(
        Vote(ballot=ballot, gate=gate, choice="yes" if (number + place) % 3 else "no")
        for number, ballot in enumerate(ballots)
        for place, gate in enumerate(gates)
    )
