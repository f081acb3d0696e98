"""Who sees a panel, and what a member owes before reading."""

import pytest

from applications.lifecycle import RoundStatus
from portal.errors import Answer
from portal.roles import ANONYMOUS
from reviews import permissions
from tests.factories.crowds import crowd
from tests.factories.panels import panel_of, pledge, ready_panel, screened_round, seat_of
from tests.factories.people import manager, person, secretary
from tests.factories.rounds import announced_round, draft_round

pytestmark = pytest.mark.django_db


def test_visible_seats_are_ones_own():
    round_ = announced_round()
    one, two = panel_of(round_, 2)

    assert [seat.label for seat in permissions.visible_seats(one)] == ["P1"]
    assert [seat.label for seat in permissions.visible_seats(two)] == ["P2"]
    for other in (ANONYMOUS, person(), manager(), secretary()):
        assert not permissions.visible_seats(other).exists()


def test_visible_panel_rounds_begin_with_the_announcement():
    draft, announced = draft_round(), announced_round()

    assert list(permissions.visible_panel_rounds(secretary())) == [announced]
    assert not permissions.visible_panel_rounds(person()).exists()
    assert draft.status == RoundStatus.DRAFT


@pytest.mark.parametrize("status", [RoundStatus.DELIBERATION, RoundStatus.PUBLISHED, RoundStatus.CANCELLED])
def test_a_panel_whose_time_is_over_is_not_changed(status):
    round_ = announced_round()
    seat = seat_of(round_, panel_of(round_, 1)[0])
    seat.panel.round.status = round_.status = status

    for decision in (
        permissions.may_change_panel(secretary(), round_, fixed=False, approved=False),
        permissions.may_sign_pledges(seat),
    ):
        assert (decision.answer, decision.code) == (Answer.NOT_NOW, "panel_is_over")


def test_an_acting_chair_may_be_elected_for_a_further_session():
    round_ = announced_round()
    allowed = {}
    for round_.status in (RoundStatus.PRESENTATION, RoundStatus.DELIBERATION, RoundStatus.PUBLISHED):
        allowed[round_.status] = permissions.may_elect_chair(secretary(), round_).allowed

    assert allowed == {
        RoundStatus.PRESENTATION: True,
        RoundStatus.DELIBERATION: True,
        RoundStatus.PUBLISHED: False,
    }


def test_interests_wait_for_the_screening():
    round_ = announced_round()
    member = panel_of(round_, 1)[0]
    pledge(round_, member)

    decision = permissions.may_declare(seat_of(round_, member))

    assert (decision.answer, decision.code) == (Answer.NOT_NOW, "screening_first")


def test_a_further_eligible_application_asks_for_a_further_declaration():
    round_ = screened_round(1)
    member = ready_panel(round_, 1)[0]
    before = permissions.may_read(seat_of(round_, member))

    crowd(round_, 1)

    after = permissions.may_read(seat_of(round_, member))
    assert (before.allowed, after.answer, after.code) == (True, Answer.NOT_NOW, "interests_first")
