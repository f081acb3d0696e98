"""As the restricted role: who counts, and when, moves along its table only, whatever statement is sent."""

import pytest
from django.db import DatabaseError, connection, transaction

from portal.clusters import server_now
from reviews.actions.close_review import close_review
from reviews.lifecycle import Stage
from reviews.models import Seat, Session
from tests.factories.decisions import come, hold_session, reviewed, timetabled_round, voting_session
from tests.factories.panels import reveal_review, review_of
from tests.factories.people import make_user, secretary

pytestmark = pytest.mark.django_db


def send(statement):
    """What the database says to this statement: how many rows, or its refusal."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.rowcount
    except DatabaseError as error:
        return str(error).splitlines()[0]


@pytest.fixture
def voting():
    """The vote on one of two applications is open, the other waits; three members."""
    round_, members = timetabled_round(2, 3)
    come(round_, members)
    first, second = reviewed(round_)
    voting_session(first)
    return round_, members, first, second


@pytest.mark.parametrize(
    "change",
    [
        "started_at = started_at + interval '1 hour'",
        "started_at = NULL",
        "chair_id = NULL",
        "chair_id = chair_id + 1",
        "vote_opened_at = now()",
        "status = 'scheduled'",
        "status = 'running'",
        "status = 'ended'",
        "ended_at = now()",
        "starts_at = starts_at - interval '1 hour'",
        "sitting = 2",
    ],
)
def test_a_session_that_has_begun_only_goes_on(voting, change):
    _, _, first, _ = voting

    refused = send(f"UPDATE reviews_session SET {change} WHERE application_id = {first.pk}")
    going_on = send(f"UPDATE reviews_session SET status = 'ended', ended_at = now() WHERE application_id = {first.pk}")

    assert refused in {"a session that has begun keeps its place", "no such move of a session"}
    assert going_on == 1


def test_a_session_is_not_inserted_as_held_nor_deleted(voting):
    *_, second = voting
    session = Session.objects.get(application=second)
    held = (
        "INSERT INTO reviews_session (review_id, application_id, sitting, position, starts_at, ends_at, status) "
        f"SELECT review_id, application_id, 2, 9, starts_at, ends_at, '%s' FROM reviews_session WHERE id = {session.pk}"
    )

    answers = [send(held % "ended"), send(f"DELETE FROM reviews_session WHERE id = {session.pk}")]

    assert answers == ["a session begins by being scheduled", "a session stays"]
    assert send(held % "scheduled") == 1


def test_a_session_of_a_closed_review_is_not_moved(voting):
    round_, *_, second = voting
    move = f"UPDATE reviews_session SET position = position + 5 WHERE application_id = {second.pk}"
    before = send(move)
    send(f"UPDATE reviews_review SET status = 'closed' WHERE round_id = {round_.pk}")

    assert (before, send(move)) == (1, "the review is closed")


def test_a_review_is_reopened_and_revealed_by_two_people_only(voting):
    round_, *_ = voting
    here = f"WHERE round_id = {round_.pk}"

    answers = [
        send(f"UPDATE reviews_review SET {change} {here}")
        for change in (
            "status = 'revealed'",
            "stage = 'written'",
            "status = 'closed'",
            "status = 'revealed'",
            "status = 'collecting'",
        )
    ]

    assert answers == [
        "no such move of a review",
        "only the status of a review moves",
        1,
        "no such move of a review",
        "no such move of a review",
    ]
    assert send(f"DELETE FROM reviews_review {here}") == "a review stays"
    reveal_review(review_of(round_, Stage.PRESENTATION))
    assert send(f"UPDATE reviews_review SET status = 'collecting' {here}") == "no such move of a review"


def test_a_seat_is_dismissed_once_and_otherwise_stays(voting):
    round_, *_ = voting
    seat = Seat.objects.filter(panel__round=round_).latest("pk")

    answers = [
        send(f"UPDATE reviews_seat SET {change} WHERE id = {seat.pk}")
        for change in (
            "label = 'P9'",
            f"user_id = {make_user().pk}",
            "dismissed_at = now()",
            "dismissed_at = NULL",
            "dismissed_at = now() + interval '1 day'",
        )
    ]

    stays = "a seat is dismissed once and otherwise stays"
    assert answers == [stays, stays, 1, stays, stays]
    assert send(f"DELETE FROM reviews_seat WHERE id = {seat.pk}") == "a seat stays"


def test_a_fixed_panel_gets_no_seat_without_an_approved_change(voting):
    round_, *_ = voting
    seat = {"panel": round_.panel, "label": "P9", "user": make_user(), "appointed_at": server_now()}

    for approval in (None, round_.card.approval):
        with pytest.raises(DatabaseError, match="the panel is fixed"), transaction.atomic():
            Seat.objects.create(**seat, approval=approval)


def test_a_panel_that_is_being_counted_stays(voting):
    round_, members, first, second = voting
    dismissing = f"UPDATE reviews_seat SET dismissed_at = now() WHERE label = '%s' AND panel_id = {round_.panel.pk}"
    before = send(dismissing % "P3")
    send(f"UPDATE reviews_session SET status = 'ended', ended_at = now() WHERE application_id = {first.pk}")
    hold_session(round_, second, members[:2])
    close_review(review_id=review_of(round_, Stage.PRESENTATION).pk, actor=secretary(), now=server_now())

    assert (before, send(dismissing % "P2")) == (1, "the panel is being counted")


def test_a_lot_waits_for_the_reveal(voting):
    round_, members, first, second = voting
    review = review_of(round_, Stage.PRESENTATION)
    drawing = (
        "INSERT INTO reviews_lotdraw (review_id, application_id, sitting, number, approval_id, drawn_at) "
        f"VALUES ({review.pk}, {first.pk}, %s, 1, {round_.card.approval.pk}, now())"
    )
    before = send(drawing % 1)
    send(f"UPDATE reviews_session SET status = 'ended', ended_at = now() WHERE application_id = {first.pk}")
    hold_session(round_, second, members)
    reveal_review(review)

    assert (before, send(drawing % 2), send(drawing % 1)) == ("no lot now", "no lot now", 1)
