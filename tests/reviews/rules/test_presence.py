from datetime import UTC, datetime, timedelta

import pytest

from reviews.rules.presence import (
    Presence,
    Stay,
    Step,
    completed_at,
    is_in_the_room,
    presence,
    problem_with_step,
    stays,
)

START = datetime(2026, 2, 19, 1, 0, tzinfo=UTC)
END = START + timedelta(minutes=40)


def at(minutes: int) -> datetime:
    return START + timedelta(minutes=minutes)


def steps(*minutes: int) -> list[Step]:
    """In, out, in, … at these minutes after the start."""
    return [Step(at(minute), number % 2 == 0) for number, minute in enumerate(minutes)]


def test_stays_pair_what_was_recorded():
    assert stays(steps(-5, 10, 20)) == (Stay(at(-5), at(10)), Stay(at(20), None))


def test_stays_ignore_a_step_that_changes_nothing():
    doubled = [Step(at(0), came_in=False), Step(at(1), came_in=True), Step(at(2), came_in=True)]

    assert stays(doubled) == (Stay(at(1), None),)


@pytest.mark.parametrize(
    ("moves", "completed", "expected"),
    [
        pytest.param((-5,), None, Presence.PRESENT, id="stayed"),
        pytest.param((0, 40), None, Presence.PRESENT, id="exactly_start_to_end"),
        pytest.param((-5, 30), 30, Presence.PRESENT, id="left_when_complete"),
        pytest.param((-5, 35), 30, Presence.PRESENT, id="left_after_complete"),
        pytest.param((-5, 50), 45, Presence.PRESENT, id="completed_after_the_end"),
        pytest.param((-5, 29), 30, Presence.LEFT_EARLY, id="left_before_complete"),
        pytest.param((-5, 39), None, Presence.LEFT_EARLY, id="left_before_the_end"),
        pytest.param((-5, 10, 11), 30, Presence.LEFT_EARLY, id="a_break"),
        pytest.param((-5, 10, 11), None, Presence.LEFT_EARLY, id="a_break_and_nothing_handed_in"),
        pytest.param((1,), 30, Presence.CAME_LATE, id="came_after_the_start"),
        pytest.param((40,), None, Presence.CAME_LATE, id="came_at_the_end"),
        pytest.param((41,), None, Presence.ABSENT, id="came_after_the_end"),
        pytest.param((-30, -10), None, Presence.ABSENT, id="left_before_the_start"),
        pytest.param((), None, Presence.ABSENT, id="never_there"),
    ],
)
def test_presence_of_an_ended_session(moves, completed, expected):
    done = None if completed is None else at(completed)

    assert presence(steps(*moves), started_at=START, ended_at=END, completed=done) is expected


@pytest.mark.parametrize(
    ("moves", "completed", "expected"),
    [
        pytest.param((-5,), None, Presence.PRESENT, id="stays"),
        pytest.param((-5, 31), 30, Presence.PRESENT, id="left_when_complete"),
        pytest.param((-5, 10), None, Presence.LEFT_EARLY, id="left"),
        pytest.param((5,), None, Presence.CAME_LATE, id="late"),
        pytest.param((), None, Presence.ABSENT, id="never_there"),
    ],
)
def test_presence_while_the_session_runs(moves, completed, expected):
    done = None if completed is None else at(completed)

    assert presence(steps(*moves), started_at=START, ended_at=None, completed=done) is expected


def test_presence_before_the_session():
    assert presence(steps(-5), started_at=None, ended_at=None, completed=None) is Presence.NOT_BEGUN


def test_presence_for_a_sheet_that_was_signed_in_an_earlier_sitting():
    """Where only a sheet is asked for and it is there already, being there at the start is enough."""
    assert presence(steps(-5, 5), started_at=START, ended_at=END, completed=at(-60)) is Presence.PRESENT


@pytest.mark.parametrize(
    ("moments", "expected"),
    [((), None), ((None, START), None), ((START, None), None), ((START, END), END), ((END, START), END)],
)
def test_completed_at_is_the_last_hand_in(moments, expected):
    assert completed_at(*moments) == expected


@pytest.mark.parametrize(("moves", "expected"), [((), False), ((-5,), True), ((-5, 10), False)])
def test_is_in_the_room_by_the_last_step(moves, expected):
    assert is_in_the_room(steps(*moves)) is expected


@pytest.mark.parametrize(
    ("moves", "came_in", "minute", "settled", "expected"),
    [
        pytest.param((), True, 0, None, None, id="first"),
        pytest.param((-5,), False, 0, None, None, id="leaves"),
        pytest.param((-5,), False, 0, 0, None, id="leaves_when_settled"),
        pytest.param((), True, 61, None, "step_in_the_future", id="future"),
        pytest.param((-5,), True, 0, None, "already_in_the_room", id="twice_in"),
        pytest.param((), False, 0, None, "not_in_the_room_to_leave", id="never_in"),
        pytest.param((-5, 5), False, 6, None, "not_in_the_room_to_leave", id="twice_out"),
        pytest.param((-5,), False, -6, None, "step_before_the_last", id="backwards"),
        pytest.param((-5,), False, 10, 20, "step_before_what_is_settled", id="settled"),
    ],
)
def test_problem_with_step(moves, came_in, minute, settled, expected):
    code = problem_with_step(
        steps(*moves),
        came_in=came_in,
        at=at(minute),
        now=at(60),
        settled_until=None if settled is None else at(settled),
    )

    assert code == expected
