"""Somebody records a leave of before while the session is being ended: it is settled by then."""

from threading import Event, Thread

from django.db import connections, transaction

from portal.clusters import server_now
from portal.errors import BrokenRule
from reviews.actions.attendance import record_attendance
from reviews.actions.session import end_session
from reviews.models import Attendance
from tests.factories.decisions import come, reviewed, session_of, timetabled_round, voting_session
from tests.factories.panels import seat_of
from tests.factories.people import secretary


def test_a_leave_recorded_while_the_session_ends_waits_and_is_refused(fresh_database):
    round_, members = timetabled_round(1, 3)
    come(round_, members)
    (application,) = reviewed(round_)
    voting_session(application)
    at, actor, ending, told = server_now(), secretary(), Event(), []

    def end():
        with transaction.atomic():
            end_session(session_id=session_of(application).pk, actor=actor, now=server_now())
            ending.set()
            leave.join(timeout=1)
        connections.close_all()

    def record():
        ending.wait()
        label = seat_of(round_, members[1]).label
        try:
            record_attendance(round_id=round_.pk, seats=[label], came_in=False, at=at, actor=actor, now=server_now())
        except BrokenRule as broken:
            told.extend(problem.code for problem in broken.problems)
        finally:
            connections.close_all()

    leave = Thread(target=record)
    leave.start()
    end()
    leave.join()

    assert told == ["step_before_what_is_settled"]
    assert not Attendance.objects.filter(came_in=False).exists()
