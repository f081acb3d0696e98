import pytest

from portal.clusters import server_now
from portal.errors import NotNow, NotPermitted
from reviews import permissions
from reviews.actions.appoint import appoint
from reviews.actions.dismiss import dismiss
from reviews.models import Seat
from tests.factories.panels import panel_of, pledge, seat_of
from tests.factories.people import person, secretary
from tests.factories.rounds import announced_round

pytestmark = pytest.mark.django_db


def dismissed(seat, actor=None, **how):
    return dismiss(seat_id=seat.pk, reason="일신상의 사유", actor=actor or secretary(), now=server_now(), **how)


def test_dismiss_ends_every_right_of_the_seat():
    round_ = announced_round()
    member = panel_of(round_, 2)[0]

    seat = dismissed(seat_of(round_, member))

    assert seat.dismissed_at is not None
    assert not permissions.visible_seats(member).exists()


def test_dismiss_leaves_the_label_unused_and_the_person_may_come_back():
    round_ = announced_round()
    member = panel_of(round_, 2)[1]
    dismissed(seat_of(round_, member))

    again = appoint(
        round_id=round_.pk, email=member.email, name="", affiliation="", actor=secretary(), now=server_now()
    )

    assert again.label == "P3"


def test_dismiss_twice_is_refused():
    round_ = announced_round()
    seat = seat_of(round_, panel_of(round_, 1)[0])
    dismissed(seat)

    with pytest.raises(NotNow, match="seat_dismissed"):
        dismissed(seat)


def test_dismiss_by_an_outsider_is_refused():
    round_ = announced_round()
    member = panel_of(round_, 1)[0]

    with pytest.raises(NotPermitted, match="not_staff"):
        dismissed(seat_of(round_, member), actor=person())


def test_dismiss_alone_after_the_first_pledge_is_refused():
    round_ = announced_round()
    first, second = panel_of(round_, 2)
    pledge(round_, first)

    with pytest.raises(NotNow, match="panel_is_fixed"):
        dismissed(seat_of(round_, second))
    assert Seat.objects.filter(dismissed_at=None).count() == 2
