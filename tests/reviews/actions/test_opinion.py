import pytest

from portal.clusters import server_now
from portal.errors import BrokenRule, NotNow, NotPermitted
from portal.models import AuditEvent
from reviews.actions.opinion import sign_opinion
from reviews.models import ConsolidatedOpinion, Seat
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
from tests.factories.people import person

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
