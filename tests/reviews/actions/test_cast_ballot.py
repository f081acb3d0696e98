import json

import pytest
from django.db import IntegrityError, transaction

from portal.actors import actor_for
from portal.canonical import canonical, commitment
from portal.clusters import server_now
from portal.errors import BrokenRule, NotNow
from portal.models import AuditEvent, AuditSeal
from reviews.actions.cast_ballot import cast_ballot
from reviews.actions.declare_interests import declare_interests
from reviews.actions.panel_change import request_appointment
from reviews.models import Attendance, Ballot, Seat, Session, Vote
from reviews.rules.panel import Interest
from tests.factories.decisions import come, leave, reviewed, session_of, start, timetabled_round, vote, voting_session
from tests.factories.panels import approve, declare, pledge, seat_of
from tests.factories.people import make_user, manager, person

pytestmark = pytest.mark.django_db

VOTES = {"competitiveness": "yes", "ecosystem": "abstain"}


@pytest.fixture
def voting():
    """One application whose vote is open, two members in the room and one outside."""
    round_, members = timetabled_round(1, 3)
    come(round_, members[:2])
    voting_session(*reviewed(round_))
    return round_, members


def cast(round_, member, votes=VOTES):
    (application,) = reviewed(round_)
    return cast_ballot(session_id=session_of(application).pk, votes=votes, actor=member, now=server_now())


def test_cast_ballot(voting):
    round_, (member, *_) = voting

    ballot = cast(round_, member)

    assert ballot.seat == seat_of(round_, member)
    assert dict(Vote.objects.filter(ballot=ballot).values_list("gate", "choice")) == VOTES


def test_cast_ballot_commits_without_showing(voting):
    round_, (member, *_) = voting
    (application,) = reviewed(round_)

    ballot = cast(round_, member)

    event = AuditEvent.objects.get(subject=ballot.receipt, verb="ballot.cast")
    sealed = json.loads(bytes(AuditSeal.objects.get(event=event).data))["data"]
    assert sealed["content"] == {
        "round": round_.reference,
        "application": application.reference,
        "sitting": 1,
        "seat": "P1",
        "votes": VOTES,
    }
    assert commitment(canonical(sealed["content"]), bytes.fromhex(sealed["nonce"])) == ballot.receipt
    assert b"yes" not in bytes(event.body)


def test_cast_ballot_twice(voting):
    round_, (member, *_) = voting
    cast(round_, member)

    with pytest.raises(NotNow, match="ballot_cast_already"):
        cast(round_, member)

    assert Ballot.objects.filter(session__review__round=round_).count() == 1


def test_cast_ballot_outside_the_room(voting):
    round_, (*_, outside) = voting

    with pytest.raises(NotNow, match="seat_absent"):
        cast(round_, outside)


def test_cast_ballot_after_coming_late(voting):
    round_, (*_, late) = voting
    come(round_, [late])

    with pytest.raises(NotNow, match="seat_came_late"):
        cast(round_, late)


def test_cast_ballot_after_leaving(voting):
    round_, (_, member, _) = voting
    leave(round_, [member])

    with pytest.raises(NotNow, match="seat_left_early"):
        cast(round_, member)


def test_cast_ballot_before_the_vote():
    round_, members = timetabled_round(1, 3)
    come(round_, members)
    start(*reviewed(round_))

    with pytest.raises(NotNow, match="vote_not_open"):
        cast(round_, members[0])


def test_cast_ballot_without_a_seat(voting):
    round_, _ = voting

    with pytest.raises(Seat.DoesNotExist):
        cast(round_, person())


@pytest.mark.parametrize(
    "votes", [{"competitiveness": "yes"}, {**VOTES, "ecosystem": "maybe"}, {**VOTES, "price": "no"}]
)
def test_cast_ballot_that_is_incomplete(voting, votes):
    round_, (member, *_) = voting

    with pytest.raises(BrokenRule):
        cast(round_, member, votes)

    assert not Ballot.objects.filter(session__review__round=round_).exists()


def test_the_database_refuses_a_ballot_outside_the_vote():
    round_, members = timetabled_round(1, 3)
    session = Session.objects.get(review__round=round_)

    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        Ballot.objects.create(session=session, seat=seat_of(round_, members[0]), receipt="0" * 64, cast_at=server_now())

    assert refused.value.__cause__.diag.constraint_name == "vote_not_open"


def test_vote_by_the_factory_answers_every_gate(voting):
    round_, (member, *_) = voting
    (application,) = reviewed(round_)

    vote(application, member, "na")

    votes = Vote.objects.filter(ballot__session__application=application).values_list("gate", "choice")
    assert dict(votes) == {"competitiveness": "no", "ecosystem": "abstain"}


@pytest.mark.parametrize("is_ready", [True, False])
def test_cast_ballot_needs_pledges_and_interests(is_ready):
    """A seat that joins late; the room is checked too, so the attendance is put there directly."""
    round_, members = timetabled_round(1, 2)
    user = make_user()
    approve(
        request_appointment(
            round_id=round_.pk,
            email=user.email,
            name="새위원",
            affiliation="연구소",
            reason="결원",
            actor=manager(),
            now=server_now(),
        )
    )
    late = actor_for(user)
    if is_ready:
        pledge(round_, late)
        declare(round_, late)
    seat = seat_of(round_, late)
    Attendance.objects.create(panel=seat.panel, seat=seat, came_in=True, at=server_now(), recorded_by=user)
    come(round_, members)
    voting_session(*reviewed(round_))

    if is_ready:
        cast(round_, late)
    else:
        with pytest.raises(NotNow, match="pledges_first"):
            cast(round_, late)

    assert Ballot.objects.filter(seat=seat).exists() is is_ready


def test_cast_ballot_of_a_member_recused_since_the_page_was_shown(voting):
    round_, (member, other, _) = voting
    (application,) = reviewed(round_)
    declare_interests(
        round_id=round_.pk,
        interests=[Interest(application.reference, has_conflict=True, reason="뒤늦게 알았습니다.")],
        actor=member,
        now=server_now(),
    )

    with pytest.raises(NotNow, match="state_changed"):
        cast(round_, member)
    cast(round_, other)

    assert list(Ballot.objects.values_list("seat__label", flat=True)) == ["P2"]
