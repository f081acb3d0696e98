from datetime import timedelta

import pytest

from portal.clusters import server_now
from portal.errors import BrokenRule, NotNow, NotPermitted
from portal.models import AuditEvent
from reviews.actions.attendance import record_attendance
from reviews.actions.start_review import start_review
from reviews.lifecycle import Stage
from reviews.models import Attendance
from tests.factories.decisions import come, hold_session, leave, reviewed, timetabled_round, vote, voting_session
from tests.factories.panels import panel_of, pledge, review_of, screened_round, written_round
from tests.factories.people import person, secretary

pytestmark = pytest.mark.django_db


@pytest.fixture
def timetabled():
    """One application with a time, three members, nobody in the room."""
    return timetabled_round(1, 3)


def record(round_, seats, *, came_in=True, minutes=0, actor=None):
    now = server_now()
    return record_attendance(
        round_id=round_.pk,
        seats=seats,
        came_in=came_in,
        at=now + timedelta(minutes=minutes),
        actor=actor or secretary(),
        now=now,
    )


def test_record_attendance_of_several_seats_is_one_act(timetabled):
    round_, _ = timetabled

    record(round_, ["P1", "P3"])

    found = Attendance.objects.filter(panel__round=round_).order_by("pk").values_list("seat__label", "came_in")
    assert list(found) == [("P1", True), ("P3", True)]
    assert AuditEvent.objects.filter(chain__name=round_.chain, verb="attendance.record").count() == 1


def test_record_attendance_of_a_past_moment(timetabled):
    round_, _ = timetabled

    (step,) = record(round_, ["P1"], minutes=-5)

    assert step.at < server_now() - timedelta(minutes=4)


def test_record_attendance_refuses_a_person_without_a_desk(timetabled):
    round_, _ = timetabled

    with pytest.raises(NotPermitted):
        record(round_, ["P1"], actor=person())


def test_record_attendance_refuses_a_round_that_does_not_meet():
    round_, _ = written_round(1, 2)

    with pytest.raises(NotNow, match="no_meeting_now"):
        record(round_, ["P1"])


def test_record_attendance_refuses_a_closed_review(timetabled):
    round_, _ = timetabled
    review = review_of(round_, Stage.PRESENTATION)
    review.status = "closed"
    review.save(update_fields=["status"])

    with pytest.raises(NotNow, match="review_closed"):
        record(round_, ["P1"])


@pytest.mark.parametrize(
    ("seats", "minutes", "code"),
    [(["P9"], 0, "no_such_seat"), (["P1"], 5, "step_in_the_future"), (["P1"], 0, "already_in_the_room")],
)
def test_record_attendance_refuses_an_impossible_step(timetabled, seats, minutes, code):
    round_, members = timetabled
    come(round_, members)

    with pytest.raises(BrokenRule) as refused:
        record(round_, seats, minutes=minutes)

    assert [problem.code for problem in refused.value.problems] == [code]


def test_record_attendance_cannot_undo_a_ballot(timetabled):
    """Who voted was in the room; an earlier leaving would take the ballot away."""
    round_, members = timetabled
    come(round_, members)
    (application,) = reviewed(round_)
    voting_session(application)
    moment = server_now()
    vote(application, members[1])
    now = server_now()

    with pytest.raises(BrokenRule) as refused:
        record_attendance(round_id=round_.pk, seats=["P2"], came_in=False, at=moment, actor=secretary(), now=now)

    assert refused.value.code == "step_before_what_is_settled"


def test_record_attendance_cannot_touch_a_session_that_has_ended(timetabled):
    round_, members = timetabled
    come(round_, members)
    (application,) = reviewed(round_)
    session = hold_session(round_, application, members[:2])

    with pytest.raises(BrokenRule) as refused:
        record_attendance(
            round_id=round_.pk,
            seats=["P3"],
            came_in=False,
            at=session.ended_at - timedelta(milliseconds=1),
            actor=secretary(),
            now=server_now(),
        )

    assert refused.value.code == "step_before_what_is_settled"
    leave(round_, members[2:])


@pytest.mark.parametrize("has_pledged", [True, False])
def test_record_attendance_of_a_seat_that_has_not_pledged(has_pledged):
    made = screened_round(1, written=None)
    first, second = panel_of(made, 2)
    for member in (first, second) if has_pledged else (first,):
        pledge(made, member)
    start_review(round_id=made.pk, stage=Stage.PRESENTATION, actor=secretary(), now=server_now())

    if has_pledged:
        record(made, ["P1", "P2"])
    else:
        with pytest.raises(BrokenRule) as refused:
            record(made, ["P1", "P2"])
        assert [(problem.code, problem.params) for problem in refused.value.problems] == [
            ("seat_has_not_pledged", {"seat": "P2"})
        ]

    assert Attendance.objects.count() == (2 if has_pledged else 0)
