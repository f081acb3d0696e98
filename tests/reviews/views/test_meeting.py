"""The meeting desk and the timetable: what staff see and do, and that nobody's vote shows."""

import re

import pytest
from django.urls import reverse

from portal.models import Approval, User
from reviews.lifecycle import SessionStatus, Stage
from reviews.models import Attendance, Session
from tests.factories.decisions import (
    come,
    revealed_round,
    reviewed,
    session_of,
    timetabled_round,
    vote,
    voting_session,
)
from tests.factories.panels import presentation_round, signed_sheet, written_round
from tests.factories.people import manager, person, secretary
from tests.plugins.statements import counted

pytestmark = pytest.mark.django_db
MOST, MOST_TO_SAVE = 8, 10
EQUAL = {number: [("36", "25", "27")] * 3 for number in range(2)}


@pytest.fixture
def desk(client):
    """The secretary's browser."""
    client.force_login(User.objects.get(pk=secretary().user_id))
    return client


def address(name, round_, *more):
    return reverse(name, args=[round_.reference, *more])


def test_meeting_shows_who_is_there_and_who_has_handed_in_never_how(desk):
    round_, members = timetabled_round(1, 3)
    come(round_, members[:2])
    (application,) = reviewed(round_)
    voting_session(application)
    signed_sheet(round_, Stage.PRESENTATION, application, members[0], ("31", "21", "11"))
    vote(application, members[0], "na")

    with counted() as sent:
        page = desk.get(address("meeting", round_))

    rows = [(row.label, row.is_in, row.signed, row.voted) for row in page.context["rows"]]
    assert rows == [("P1", True, True, True), ("P2", True, False, False), ("P3", False, False, False)]
    assert page.context["quorum"] == {"base": 3, "of": "appointed", "needs": 2}
    assert not re.search(r"\b63\b|불인정|기권|Abstained", page.content.decode())
    assert len(sent) <= MOST


def test_meeting_needs_as_many_statements_for_ten_teams_as_for_one(desk):
    one, _members = timetabled_round(1, 2)
    many, _ = timetabled_round(4, 2)

    with counted() as few:
        desk.get(address("meeting", one))
    with counted() as more:
        desk.get(address("meeting", many))

    assert len(few) == len(more) <= MOST


@pytest.mark.parametrize("name", ["meeting", "timetable"])
def test_meeting_pages_are_absent_for_others_and_in_other_rounds(client, desk, name):
    round_, _ = timetabled_round(1, 2)
    written, _ = written_round(1, 2)

    assert desk.get(address(name, written)).status_code == 404
    client.force_login(User.objects.get(pk=person().user_id))
    assert client.get(address(name, round_)).status_code == 404


def test_attendance_is_recorded_from_the_meeting_page(desk):
    round_, _ = timetabled_round(1, 3)

    with counted() as sent:
        answer = desk.post(address("attendance", round_), {"seats": ["P1", "P2"], "way": "in", "at": ""})

    assert answer["Location"] == address("meeting", round_)
    assert Attendance.objects.filter(panel__round=round_, came_in=True).count() == 2
    assert len(sent) <= MOST_TO_SAVE


def test_attendance_keeps_what_was_chosen_and_says_what_is_wrong(desk):
    round_, members = timetabled_round(1, 3)
    come(round_, members[:1])

    page = desk.post(address("attendance", round_), {"seats": ["P1"], "way": "in", "at": ""})

    assert page.status_code == 200
    assert re.search(r'value="P1"[^>]* checked', page.content.decode())
    assert page.context["form"].errors


def test_attendance_without_a_seat(desk):
    round_, _ = timetabled_round(1, 3)

    page = desk.post(address("attendance", round_), {"way": "in", "at": ""})

    assert (page.status_code, list(page.context["form"].errors)) == (200, ["seats"])


def test_session_moves_from_page_to_page(desk):
    round_, members = timetabled_round(1, 3)
    come(round_, members)
    (application,) = reviewed(round_)
    where = (round_, application.reference)

    for name in ("session_start", "session_open_vote"):
        assert desk.post(address(name, *where))["Location"] == address("meeting", round_)
    check = desk.get(address("session_end", *where))
    desk.post(address("session_end", *where))

    assert "P1, P2, P3" in check.context["confirm"]["warning"]
    assert session_of(application).status == SessionStatus.ENDED


def test_session_move_in_the_wrong_state_is_a_409(desk):
    round_, _ = timetabled_round(1, 3)
    (application,) = reviewed(round_)

    assert desk.post(address("session_open_vote", round_, application.reference)).status_code == 409


def test_session_move_of_an_unknown_application_is_absent(desk):
    round_, _ = timetabled_round(1, 3)

    assert desk.get(address("session_end", round_, "ABCD-2345")).status_code == 404


def test_timetable_is_offered_filled_in_and_set(desk):
    round_, _ = presentation_round(2, 3)
    page = desk.get(address("timetable", round_))
    typed = {field.html_name: field.value() for field in page.context["form"]}

    answer = desk.post(address("timetable", round_), typed)

    assert answer["Location"] == address("meeting", round_)
    starts = [session.starts_at for session in Session.objects.filter(review__round=round_).order_by("position")]
    assert len(starts) == 2
    assert starts[1] > starts[0]


def test_timetable_is_filled_by_a_pattern_in_the_address(desk):
    round_, _ = presentation_round(2, 3)

    page = desk.get(address("timetable", round_), {"first": "2030-01-02T09:00", "minutes": "20", "gap": "5"})

    starts = [start.value() for _, _, start, _ in page.context["form"].rows()]
    assert [f"{start:%H:%M}" for start in starts] in (["09:00", "09:25"], ["00:00", "00:25"])


def test_timetable_with_a_pattern_that_is_none(desk):
    round_, _ = presentation_round(1, 3)

    page = desk.get(address("timetable", round_), {"first": "soon", "minutes": "20", "gap": "5"})

    assert (page.status_code, list(page.context["fill"].errors)) == (200, ["first"])


def test_timetable_keeps_what_was_typed_and_says_what_is_wrong(desk):
    round_, _ = presentation_round(2, 3)
    first, second = (application.reference for application in reviewed(round_))
    typed = {
        f"start_{first}": "2030-01-02T09:00",
        f"minutes_{first}": "40",
        f"start_{second}": "2030-01-02T09:30",
        f"minutes_{second}": "40",
    }

    page = desk.post(address("timetable", round_), typed)

    assert list(page.context["form"].errors) == [f"start_{second}"]
    assert 'value="2030-01-02T09:30"' in page.content.decode()
    assert not Session.objects.filter(review__round=round_).exists()


def test_further_sitting_asks_a_second_person(client):
    round_, _ = revealed_round(2, 3, points=EQUAL)
    client.force_login(User.objects.get(pk=manager().user_id))
    where = address("further_sitting", round_, "presentation")
    page = client.get(where)
    typed = {field.html_name: field.value() or "" for field in page.context["form"]}

    refused = client.post(where, typed)
    answer = client.post(where, typed | {"reason": "동점입니다."})

    assert list(refused.context["form"].errors) == ["reason"]
    asked = Approval.objects.get(verb="review.reopen")
    assert answer["Location"] == reverse("approval", args=[asked.reference])


def test_further_sitting_says_which_time_is_wrong(client):
    round_, _ = revealed_round(2, 3, points=EQUAL)
    client.force_login(User.objects.get(pk=manager().user_id))
    where = address("further_sitting", round_, "presentation")
    typed = {field.html_name: field.value() or "" for field in client.get(where).context["form"]}
    starts = [name for name in typed if name.startswith("start_")]

    page = client.post(where, typed | dict.fromkeys(starts, "2030-01-02T09:00") | {"reason": "동점입니다."})

    assert len(page.context["form"].errors) == 1


def test_further_sitting_of_a_clear_outcome_is_a_409(client):
    round_, _ = revealed_round(1, 3)
    client.force_login(User.objects.get(pk=manager().user_id))

    answer = client.post(address("further_sitting", round_, "presentation"), {"reason": "다시 보려 합니다."})

    assert answer.status_code == 409
