"""A member on the presentation day: room, vote, opinion."""

import pytest
from django.urls import reverse

from portal.registry import registry
from reviews.models import Ballot, ConsolidatedOpinion, Vote
from tests.factories.decisions import (
    OPINION,
    come,
    hold_session,
    met_round,
    reviewed,
    session_of,
    start,
    timetabled_round,
    vote,
    voting_session,
)
from tests.factories.panels import panel_of, screened_round
from tests.factories.people import person, secretary
from tests.plugins.statements import counted

pytestmark = pytest.mark.django_db
MOST, MOST_TO_SUBMIT = 8, 20
VOTES = {"competitiveness": "yes", "ecosystem": "no"}


def voting(**how):
    """One application whose vote is open, everybody in the room; round, members and application."""
    round_, members = timetabled_round(1, 3, **how)
    come(round_, members)
    (application,) = reviewed(round_)
    voting_session(application)
    return round_, members, application


def address(name, round_, *more):
    return reverse(name, args=[round_.reference, *more])


def test_meeting_room_shows_the_open_vote_and_leads_there(as_):
    round_, (member, *_), application = voting()
    client = as_(member)

    with counted() as sent:
        page = client.get(address("meeting_room", round_))

    assert page.context["current"].may_vote_now
    assert address("vote", round_, application.reference) in page.content.decode()
    assert len(sent) <= MOST


def test_meeting_room_gives_the_receipt_of_the_own_ballot(as_):
    round_, (member, *_), application = voting()
    vote(application, member)

    page = as_(member).get(address("meeting_room", round_))

    (session,) = page.context["sessions"]
    ballot = Ballot.objects.get(session=session_of(application))
    assert (session.receipt, session.place["seq"] > 0) == (ballot.receipt, True)
    assert not page.context["current"].may_vote_now


def test_meeting_room_before_pledges_and_interests_is_a_409(as_):
    round_ = screened_round(1)
    (member,) = panel_of(round_, 1)

    assert as_(member).get(address("meeting_room", round_)).status_code == 409


@pytest.mark.parametrize("who", [person, secretary])
def test_meeting_room_for_others_is_absent(as_, who):
    round_, *_ = voting()

    assert as_(who()).get(address("meeting_room", round_)).status_code == 404


def test_a_recused_member_sees_nothing_of_the_application(as_):
    round_, (*_, recused), application = voting(conflicts={2: 0})
    client = as_(recused)

    room = client.get(address("meeting_room", round_))

    assert list(room.context["sessions"]) == []
    assert application.team_name not in room.content.decode()
    for name in ("vote", "opinion"):
        assert client.get(address(name, round_, application.reference)).status_code == 404
    assert registry.todos[-1](recused, None) == [] or not any(
        application.team_name in str(todo.what) for source in registry.todos for todo in source(recused, None)
    )


def test_vote_is_checked_before_it_is_cast(as_):
    round_, (member, *_), application = voting()
    client, where = as_(member), address("vote", round_, application.reference)

    check = client.post(where, VOTES)
    assert not Ballot.objects.exists()
    changed = client.post(where, VOTES | {"change": "yes"})
    with counted() as sent:
        done = client.post(where, VOTES | {"confirmed": "yes"})

    assert (check.status_code, changed.status_code) == (200, 200)
    assert changed.context["form"]["ecosystem"].value() == "no"
    assert done["Location"] == address("meeting_room", round_)
    assert dict(Vote.objects.values_list("gate", "choice")) == VOTES
    assert len(sent) <= MOST_TO_SUBMIT


def test_vote_without_an_answer_says_so_at_the_question(as_):
    round_, (member, *_), application = voting()

    page = as_(member).post(address("vote", round_, application.reference), {"competitiveness": "yes"})

    assert (page.status_code, list(page.context["form"].errors)) == (200, ["ecosystem"])


def test_vote_twice_is_a_409(as_):
    round_, (member, *_), application = voting()
    vote(application, member)

    page = as_(member).post(address("vote", round_, application.reference), VOTES | {"confirmed": "yes"})

    assert page.status_code == 409


def test_vote_before_it_is_open_is_a_409(as_):
    round_, members = timetabled_round(1, 3)
    come(round_, members)
    (application,) = reviewed(round_)
    start(application)

    assert as_(members[0]).get(address("vote", round_, application.reference)).status_code == 409


def test_opinion_is_written_by_the_chair(as_):
    round_, (chair, *_) = met_round(1, 3)
    (application,) = reviewed(round_)
    client, where = as_(chair), address("opinion", round_, application.reference)

    short = client.post(where, {"text": "짧음"})
    done = client.post(where, {"text": OPINION})

    assert list(short.context["form"].errors) == ["text"]
    assert "짧음" in short.content.decode()
    assert done["Location"] == address("meeting_room", round_)
    assert ConsolidatedOpinion.objects.get().text == OPINION
    assert OPINION in client.get(where).content.decode()


def test_opinion_by_another_member_is_a_403(as_):
    round_, (_, member, _) = met_round(1, 3)
    (application,) = reviewed(round_)

    assert as_(member).get(address("opinion", round_, application.reference)).status_code == 403


def test_home_lists_the_open_vote_and_the_opinion_that_is_due():
    round_, members = timetabled_round(2, 3)
    come(round_, members)
    first, second = reviewed(round_)
    hold_session(round_, first, members)
    voting_session(second)

    listed = {str(todo.url) for source in registry.todos for todo in source(members[0], round_.created_at)}
    of_another = {str(todo.url) for source in registry.todos for todo in source(members[1], round_.created_at)}

    assert {address("opinion", round_, first.reference), address("meeting_room", round_)} <= listed
    assert address("opinion", round_, first.reference) not in of_another
