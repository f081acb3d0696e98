import pytest

from portal.clusters import server_now
from portal.errors import BrokenRule, NotNow, NotPermitted
from portal.models import AuditEvent
from reviews.actions.declare_interests import declare_interests
from reviews.actions.elect_chair import elect_chair
from reviews.actions.opinion import sign_opinion
from reviews.actions.panel_change import request_dismissal
from reviews.models import ConsolidatedOpinion, Seat, Session
from reviews.queries import votes_to_cast
from reviews.rules.panel import Interest
from tests.factories.decisions import (
    OPINION,
    come,
    hold_session,
    met_round,
    publish,
    reveal,
    reviewed,
    session_of,
    start,
    sum_up,
    timetabled_round,
)
from tests.factories.panels import approve, seat_of
from tests.factories.people import manager, person, secretary

pytestmark = pytest.mark.django_db


@pytest.fixture
def met():
    """One application whose session has ended, and the members; the first chaired it."""
    return met_round(1, 3)


def sign(round_, actor, text=OPINION):
    (application,) = reviewed(round_)
    return sign_opinion(session_id=session_of(application).pk, text=text, actor=actor, now=server_now())


def test_sign_opinion_as_chair(met):
    round_, (chair, *_) = met

    opinion = sign(round_, chair, f"  {OPINION}\n")

    assert (opinion.text, opinion.version, opinion.seat.label) == (OPINION, 1, "P1")
    assert AuditEvent.objects.filter(verb="opinion.sign", chain__name=round_.chain).count() == 1


def test_sign_opinion_again_is_a_new_version(met):
    round_, (chair, *_) = met
    sign(round_, chair)

    sign(round_, chair, OPINION * 2)

    versions = ConsolidatedOpinion.objects.filter(review__round=round_).order_by("version")
    assert [opinion.version for opinion in versions] == [1, 2]


def test_sign_opinion_as_another_member(met):
    round_, (_, member, _) = met

    with pytest.raises(NotPermitted, match="not_the_chair"):
        sign(round_, member)


def test_sign_opinion_without_a_seat(met):
    with pytest.raises(Seat.DoesNotExist):
        sign(met[0], person())


def test_sign_opinion_that_is_too_short(met):
    round_, (chair, *_) = met

    with pytest.raises(BrokenRule) as refused:
        sign(round_, chair, "짧음")

    assert (refused.value.code, refused.value.problems[0].params) == ("opinion_too_short", {"minimum": 30})


def test_sign_opinion_while_the_session_runs():
    round_, members = timetabled_round(1, 3)
    come(round_, members)
    start(*reviewed(round_))

    with pytest.raises(NotNow, match="no_opinion_now"):
        sign(round_, members[0])


def test_sign_opinion_after_the_publication():
    round_, members = timetabled_round(1, 3)
    come(round_, members)
    (application,) = reviewed(round_)
    hold_session(round_, application, members)
    session = session_of(application)
    revealed = reveal(round_)
    sum_up(revealed, members[0])
    publish(revealed)

    with pytest.raises(NotNow, match="no_opinion_now"):
        sign_opinion(session_id=session.pk, text=OPINION, actor=members[0], now=server_now())


@pytest.fixture
def meeting():
    """One application whose session runs, chaired by the first of three members."""
    round_, members = timetabled_round(1, 3)
    come(round_, members)
    return round_, members, *reviewed(round_)


def declare_late(round_, application, member):
    late = Interest(application.reference, has_conflict=True, reason="뒤늦게 알았습니다.")
    declare_interests(round_id=round_.pk, interests=[late], actor=member, now=server_now())


def elect(round_, application, member):
    elect_chair(seat_id=seat_of(round_, member).pk, application_id=application.pk, actor=secretary(), now=server_now())


def test_sign_opinion_in_the_place_of_a_chair_who_stepped_back(meeting):
    round_, (chair, member, _), application = meeting
    hold_session(round_, application, meeting[1])
    declare_late(round_, application, chair)

    with pytest.raises(Session.DoesNotExist):
        sign(round_, chair)
    with pytest.raises(NotPermitted, match="not_the_chair"):
        sign(round_, member)
    elect(round_, application, member)

    assert sign(round_, member).seat.label == "P2"


def test_sign_opinion_in_the_place_of_a_chair_who_was_dismissed(meeting):
    round_, (chair, member, _), application = meeting
    hold_session(round_, application, meeting[1])
    seat = seat_of(round_, chair)
    approve(request_dismissal(seat_id=seat.pk, reason="사임", actor=manager(), now=server_now()))
    elect(round_, application, member)

    assert sign(round_, member).seat.label == "P2"
    with pytest.raises(Seat.DoesNotExist):
        sign(round_, chair)


def test_sign_opinion_in_the_place_of_a_chair_whom_nobody_reaches(meeting):
    """Elected after the session: the decision does not wait for one person for ever."""
    round_, (chair, member, other), application = meeting
    hold_session(round_, application, meeting[1])
    elect(round_, application, member)

    assert sign(round_, member).seat.label == "P2"
    for refused in (chair, other):
        with pytest.raises(NotPermitted, match="not_the_chair"):
            sign(round_, refused)


def test_a_chair_elected_later_for_all_takes_no_opinion_away(meeting):
    round_, (chair, member, _), application = meeting
    hold_session(round_, application, meeting[1])
    elect_chair(seat_id=seat_of(round_, member).pk, actor=secretary(), now=server_now())

    assert sign(round_, chair).seat.label == "P1"


def test_opinions_owed_are_on_the_first_page_of_who_owes_them(meeting):
    round_, members, application = meeting
    hold_session(round_, application, members)
    owed = [[bool(votes_to_cast(each, server_now())) for each in members]]
    declare_late(round_, application, members[0])
    elect(round_, application, members[1])
    owed.append([bool(votes_to_cast(each, server_now())) for each in members])

    assert owed == [[True, False, False], [False, True, False]]
