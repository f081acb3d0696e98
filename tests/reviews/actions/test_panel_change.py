import pytest

from portal.actions.approvals import answer_approval, payload_of
from portal.clusters import server_now
from portal.errors import Absent, BrokenRule, NotNow, NotPermitted
from portal.models import AuditEvent
from portal.roles import Agency, Role
from portal.rules.approvals import Verdict
from reviews.actions.close_review import close_review
from reviews.actions.panel_change import describe_panel_change, request_appointment, request_dismissal
from reviews.lifecycle import Stage
from reviews.models import Seat
from reviews.queries import tally_document
from tests.factories.panels import (
    approve,
    confirm_shortlist,
    panel_of,
    pledge,
    reveal_review,
    review_of,
    seat_of,
    sign_all,
    written_round,
)
from tests.factories.people import approver, make_user, manager, person, secretary, staff
from tests.factories.rounds import announced_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def fixed():
    """A round whose panel of two is fixed by a pledge, and the members."""
    round_ = announced_round()
    members = panel_of(round_, 2)
    pledge(round_, members[0])
    return round_, members


def ask(round_, email, actor=None):
    return request_appointment(
        round_id=round_.pk,
        email=email,
        name="새위원",
        affiliation="연구소",
        reason="결원을 채웁니다.",
        actor=actor or secretary(),
        now=server_now(),
    )


def test_request_appointment_takes_two_people(fixed):
    round_, _ = fixed
    asked = ask(round_, make_user("new@example.test").email)
    assert Seat.objects.count() == 2

    approve(asked)

    seat = Seat.objects.latest("pk")
    assert (seat.label, seat.user.email, seat.approval) == ("P3", "new@example.test", asked)
    assert [event.verb for event in AuditEvent.objects.filter(chain__name=round_.chain).order_by("-seq")[:3]] == [
        "panel.appoint",
        "panel.change.approved",
        "panel.change.requested",
    ]


def test_request_dismissal_takes_two_people(fixed):
    round_, members = fixed
    seat = seat_of(round_, members[1])

    approve(request_dismissal(seat_id=seat.pk, reason="회피가 많습니다.", actor=manager(), now=server_now()))

    seat.refresh_from_db()
    assert seat.dismissed_at is not None


@pytest.mark.parametrize("who", [secretary, manager])
def test_panel_change_is_not_approved_by_the_same_agency(fixed, who):
    asked = ask(fixed[0], "new@example.test")
    other = staff(Role.MANAGER, Agency.NIPA) if who is manager else who()

    with pytest.raises(NotPermitted):
        answer_approval(approval=asked, verdict=Verdict.APPROVED, actor=other, now=server_now())
    assert Seat.objects.count() == 2


def test_request_appointment_by_an_outsider_is_absent(fixed):
    with pytest.raises(Absent):
        ask(fixed[0], "new@example.test", actor=person())


def test_approved_appointment_of_staff_is_refused(fixed):
    asked = ask(fixed[0], staff(Role.AUDITOR, Agency.MSIT).email)

    with pytest.raises(BrokenRule):
        answer_approval(approval=asked, verdict=Verdict.APPROVED, actor=approver(), now=server_now())


def test_approved_dismissal_of_a_dismissed_seat_is_refused(fixed):
    round_, members = fixed
    seat = seat_of(round_, members[1])
    asked = request_dismissal(seat_id=seat.pk, reason="사임", actor=manager(), now=server_now())
    Seat.objects.filter(pk=seat.pk).update(dismissed_at=server_now())

    with pytest.raises(NotNow, match="seat_dismissed"):
        approve(asked)


def test_describe_names_the_person(fixed):
    round_, members = fixed
    appointing = describe_panel_change(payload_of(ask(round_, "new@example.test")))
    seat = seat_of(round_, members[1])
    dismissing = describe_panel_change({"change": "dismiss", "seat": seat.label, "name": "김위원", "reason": "사임"})

    assert appointing[0][2] == "새위원 · new@example.test"
    assert dismissing[0][1] == "P2 · 김위원"


@pytest.fixture
def change():
    """A written review that is collecting, and its three members, who have signed."""
    round_, members = written_round(1, 3)
    sign_all(round_, Stage.WRITTEN, members)
    return round_, members


def dismissal(round_, member):
    return request_dismissal(seat_id=seat_of(round_, member).pk, reason="사임", actor=manager(), now=server_now())


def test_a_change_while_sheets_are_collected(change):
    round_, members = change

    approve(dismissal(round_, members[0]))
    approve(ask(round_, make_user().email))

    assert tally_document(round_, Stage.WRITTEN)["panel"] == ["P2", "P3", "P4"]


@pytest.mark.parametrize("is_revealed", [False, True])
def test_no_change_between_the_closing_and_the_outcome(change, is_revealed):
    round_, members = change
    waiting = dismissal(round_, members[0])
    review = review_of(round_, Stage.WRITTEN)
    close_review(review_id=review.pk, actor=secretary(), now=server_now())
    if is_revealed:
        reveal_review(review_of(round_, Stage.WRITTEN))

    with pytest.raises(NotNow, match="panel_is_counted"):
        approve(waiting)
    with pytest.raises(NotNow, match="panel_is_counted"):
        ask(round_, make_user().email)

    assert tally_document(round_, Stage.WRITTEN)["panel"] == ["P1", "P2", "P3"]


def test_a_change_after_the_short_list_leaves_the_written_review_as_it_was(change):
    round_, members = change
    reveal_review(review_of(round_, Stage.WRITTEN))
    confirm_shortlist(round_)
    before = tally_document(round_, Stage.WRITTEN)

    approve(dismissal(round_, members[0]))
    approve(ask(round_, make_user().email))

    assert tally_document(round_, Stage.WRITTEN) == before
    assert tally_document(round_, Stage.PRESENTATION)["panel"] == ["P2", "P3", "P4"]
