import pytest

from portal.clusters import server_now
from portal.errors import NotNow, NotPermitted
from portal.models import AuditEvent
from reviews.actions.elect_chair import elect_chair
from reviews.actions.session import end_session, open_vote, start_session
from reviews.lifecycle import SessionStatus, Stage
from reviews.models import Session
from tests.factories.decisions import come, reviewed, session_of, start, timetabled_round, voting_session
from tests.factories.panels import review_of, seat_of
from tests.factories.people import person, secretary

pytestmark = pytest.mark.django_db


@pytest.fixture
def timetabled():
    """Two applications with times, three members in the room."""
    round_, members = timetabled_round(2, 3)
    come(round_, members)
    return round_, members


def act(move, application, actor=None):
    return move(session_id=session_of(application).pk, actor=actor or secretary(), now=server_now())


def test_start_session_fixes_time_and_chair(timetabled):
    round_, members = timetabled
    first, _ = reviewed(round_)

    session = act(start_session, first)

    assert (session.status, session.chair) == (SessionStatus.RUNNING, seat_of(round_, members[0]))
    assert session.started_at is not None
    assert AuditEvent.objects.filter(verb="session.start", subject=first.reference).count() == 1


@pytest.mark.parametrize("move", [start_session, open_vote, end_session])
def test_session_moves_refuse_a_person_without_a_desk(timetabled, move):
    round_, _ = timetabled

    with pytest.raises(NotPermitted):
        act(move, reviewed(round_)[0], person())


def test_start_session_refuses_a_second_one(timetabled):
    first, second = reviewed(timetabled[0])
    act(start_session, first)

    with pytest.raises(NotNow, match="another_session_runs"):
        act(start_session, second)


def test_start_session_refuses_one_that_runs(timetabled):
    first, _ = reviewed(timetabled[0])
    act(start_session, first)

    with pytest.raises(NotNow, match="state_changed"):
        act(start_session, first)


def test_start_session_needs_the_chair_in_the_room():
    round_, members = timetabled_round(1, 3)
    come(round_, members[1:])

    with pytest.raises(NotNow, match="chair_not_in_the_room"):
        start(reviewed(round_)[0])


def test_start_session_with_an_acting_chair_for_the_application():
    round_, members = timetabled_round(1, 3)
    (application,) = reviewed(round_)
    come(round_, members[1:])
    acting = seat_of(round_, members[1])
    elect_chair(seat_id=acting.pk, application_id=application.pk, actor=secretary(), now=server_now())

    assert start(application).chair == acting


def test_start_session_needs_another_chair_when_the_chair_is_recused():
    round_, members = timetabled_round(1, 3, conflicts={0: 0})
    come(round_, members)
    (application,) = reviewed(round_)

    with pytest.raises(NotNow, match="chair_needed"):
        start(application)


def test_open_vote_then_end(timetabled):
    first, _ = reviewed(timetabled[0])
    act(start_session, first)

    opened = act(open_vote, first)
    ended = act(end_session, first)

    assert opened.vote_opened_at is not None
    assert (ended.status, ended.ended_at is not None) == (SessionStatus.ENDED, True)
    verbs = AuditEvent.objects.filter(subject=first.reference).order_by("seq").values_list("verb", flat=True)
    assert [verb for verb in verbs if verb.startswith("session.")] == [
        "session.start",
        "session.open_vote",
        "session.end",
    ]


def test_open_vote_before_the_start(timetabled):
    with pytest.raises(NotNow, match="state_changed"):
        act(open_vote, reviewed(timetabled[0])[0])


def test_end_session_before_the_vote(timetabled):
    first, _ = reviewed(timetabled[0])
    act(start_session, first)

    with pytest.raises(NotNow, match="vote_not_held"):
        act(end_session, first)


def test_end_session_before_the_start(timetabled):
    with pytest.raises(NotNow, match="state_changed"):
        act(end_session, reviewed(timetabled[0])[0])


def test_session_moves_refuse_a_closed_review(timetabled):
    round_, _ = timetabled
    review = review_of(round_, Stage.PRESENTATION)
    review.status = "closed"
    review.save(update_fields=["status"])

    with pytest.raises(NotNow, match="review_closed"):
        act(start_session, reviewed(round_)[0])


def test_a_card_without_gates_has_no_vote(ungated_card):
    round_, members = timetabled_round(1, 3, **ungated_card)
    come(round_, members)
    (application,) = reviewed(round_)
    act(start_session, application)

    with pytest.raises(NotNow, match="no_gates_to_vote_on"):
        act(open_vote, application)

    assert act(end_session, application).status == SessionStatus.ENDED


def test_voting_session_is_the_only_one_that_goes_on(timetabled):
    round_, _ = timetabled
    first, _ = reviewed(round_)

    voting_session(first)

    going_on = Session.objects.filter(review__round=round_, status=SessionStatus.VOTING)
    assert [session.application for session in going_on] == [first]
