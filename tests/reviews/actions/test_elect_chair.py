import pytest

from applications.models import Application
from portal.clusters import server_now
from portal.errors import BrokenRule, NotNow, NotPermitted
from portal.models import AuditEvent
from reviews.actions.declare_interests import declare_interests
from reviews.actions.dismiss import dismiss
from reviews.actions.elect_chair import elect_chair
from reviews.queries import chair_of, chairs
from reviews.rules.panel import Interest
from tests.factories.panels import panel_of, pledge, screened_round, seat_of
from tests.factories.people import person, secretary
from tests.factories.rounds import announced_round

pytestmark = pytest.mark.django_db


def elected(seat, actor=None, **how):
    return elect_chair(seat_id=seat.pk, actor=actor or secretary(), now=server_now(), **how)


def test_elect_chair_newest_counts():
    round_ = announced_round()
    _, second = panel_of(round_, 2)

    elected(seat_of(round_, second))

    assert chairs(round_) == (seat_of(round_, second), {})
    assert AuditEvent.objects.filter(chain__name=round_.chain).latest("seq").verb == "panel.elect_chair"


def test_elect_chair_of_a_dismissed_seat_is_refused_and_none_is_left():
    round_ = announced_round()
    seat = seat_of(round_, panel_of(round_, 1)[0])
    dismiss(seat_id=seat.pk, reason="사임", actor=secretary(), now=server_now())

    with pytest.raises(NotNow, match="seat_dismissed"):
        elected(seat)
    assert chairs(round_) == (None, {})


def test_elect_chair_by_an_outsider_is_refused():
    round_ = announced_round()

    with pytest.raises(NotPermitted, match="not_staff"):
        elected(seat_of(round_, panel_of(round_, 1)[0]), actor=person())


def test_elect_acting_chair_where_the_chair_is_recused():
    round_ = screened_round(2)
    chair, other = panel_of(round_, 2)
    one, two = Application.objects.filter(round=round_).order_by("pk")
    pledge(round_, chair)
    interests = [
        Interest(one.reference, has_conflict=True, reason="공동연구"),
        Interest(two.reference, has_conflict=False),
    ]
    declare_interests(round_id=round_.pk, interests=interests, actor=chair, now=server_now())
    assert (chair_of(round_, one), chair_of(round_, two)) == (None, seat_of(round_, chair))

    with pytest.raises(BrokenRule):
        elected(seat_of(round_, chair), application_id=one.pk)
    elected(seat_of(round_, other), application_id=one.pk)

    assert (chair_of(round_, one), chair_of(round_, two)) == (seat_of(round_, other), seat_of(round_, chair))
