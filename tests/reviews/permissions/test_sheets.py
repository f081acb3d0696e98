"""The doors to one sheet: by reference or by id, always the same answer."""

import pytest

from applications.models import Application
from portal.errors import Absent
from portal.roles import ANONYMOUS
from reviews import permissions
from reviews.lifecycle import Stage
from tests.factories.decisions import come, reviewed, timetabled_round, vote, voting_session
from tests.factories.panels import declare, ready_panel, screened_round, seat_of, signed_sheet, written_round
from tests.factories.people import person

pytestmark = pytest.mark.django_db


def test_place_by_reference_and_by_id():
    round_, (member,) = written_round(1, 1)
    application = Application.objects.get(round=round_)
    signed_sheet(round_, Stage.WRITTEN, application, member)

    by_reference = permissions.place(member, Stage.WRITTEN, round=round_.reference, application=application.reference)

    assert by_reference == permissions.place(member, **by_reference.ids)
    assert (by_reference.version, by_reference.is_signed, by_reference.is_correcting) == (1, True, False)
    assert by_reference.review.round.reference == round_.reference
    assert by_reference.typed["tech"]["points"] == "36"


def test_place_of_others_is_absent():
    round_, (member,) = written_round(1, 1)
    application = Application.objects.get(round=round_)
    foreign = Application.objects.get(round=screened_round(1))

    for actor, reference in ((person(), application.reference), (member, foreign.reference), (member, "AAAA-AAAA")):
        with pytest.raises(Absent):
            permissions.place(actor, Stage.WRITTEN, round=round_.reference, application=reference)


def test_place_in_a_review_that_the_card_lacks_is_absent():
    round_ = screened_round(1, written=None)
    member = ready_panel(round_, 1)[0]
    application = Application.objects.get(round=round_)

    with pytest.raises(Absent):
        permissions.place(member, Stage.WRITTEN, round=round_.reference, application=application.reference)
    at = permissions.place(member, Stage.PRESENTATION, round=round_.reference, application=application.reference)
    assert (at.review, permissions.may_open_sheet(at).code) == (None, "review_not_begun")


def test_own_sheets_of_an_application_that_one_stepped_back_from_are_absent():
    round_, (member,) = written_round(1, 1)
    application = Application.objects.get(round=round_)
    signed_sheet(round_, Stage.WRITTEN, application, member)
    seat = seat_of(round_, member)
    assert permissions.visible_own_sheets(seat).count() == 1

    declare(round_, member, **{application.reference: "가족"})

    assert not permissions.visible_own_sheets(seat).exists()


def test_may_write_waits_for_pledges_and_interests():
    round_ = screened_round(1)
    member = ready_panel(round_, 1)[0]
    at = permissions.place(
        member, Stage.WRITTEN, round=round_.reference, application=Application.objects.get(round=round_).reference
    )
    at.seat.interests_left = 1

    assert permissions.may_sign(at).code == permissions.may_open_documents(at).code == "interests_first"


def test_assignments_and_ballots_are_ones_own():
    round_, members = timetabled_round(2, 3)
    come(round_, members)
    first = reviewed(round_)[0]
    voting_session(first)
    vote(first, members[0])
    _, (elsewhere, _) = written_round(1, 2)

    assert {each.round for each in permissions.visible_assignments(members[1])} == {round_}
    assert round_ not in {each.round for each in permissions.visible_assignments(elsewhere)}
    assert [ballot.session.application for ballot in permissions.visible_own_ballots(members[0])] == [first]
    for other in (members[1], elsewhere, person(), ANONYMOUS):
        assert list(permissions.visible_own_ballots(other)) == []
    for stranger in (person(), ANONYMOUS):
        assert list(permissions.visible_assignments(stranger)) == []
