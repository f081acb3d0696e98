from datetime import timedelta

import pytest

from portal.clusters import server_now
from portal.errors import BrokenRule, NotNow, NotPermitted
from portal.models import AuditEvent, Mail, User
from portal.roles import Agency, Role
from reviews.actions.appoint import appoint
from reviews.models import Seat
from tests.factories.applications import submitted_application
from tests.factories.panels import panel_of, pledge
from tests.factories.people import make_user, person, secretary, staff
from tests.factories.rounds import announced_round, draft_round, open_round

pytestmark = pytest.mark.django_db


def appointed(round_, email, actor=None, **how):
    return appoint(
        round_id=round_.pk,
        email=email,
        name="김위원",
        affiliation="대학",
        actor=actor or secretary(),
        now=server_now(),
        **how,
    )


def code_of(refused):
    return [(problem.code, problem.field_name) for problem in refused.value.problems]


def test_appoint_gives_seats_in_order():
    round_ = announced_round()

    seats = [appointed(round_, make_user().email) for _ in range(2)]

    assert [seat.label for seat in seats] == ["P1", "P2"]
    assert AuditEvent.objects.filter(chain__name=round_.chain).latest("seq").subject == f"{round_.reference}/P2"
    assert Mail.objects.filter(key=f"appointed/{round_.reference}/P1").exists()


def test_appoint_makes_an_account_without_a_password():
    seat = appointed(announced_round(), "New.Member@example.test")

    assert (seat.user.email, seat.user.name) == ("new.member@example.test", "김위원")
    assert not User.objects.get(pk=seat.user_id).has_usable_password()


def test_appoint_finds_the_account_whatever_the_case():
    known = make_user("known@example.test")

    assert appointed(announced_round(), "KNOWN@example.test").user == known


def test_appoint_twice_is_refused():
    round_ = announced_round()
    appointed(round_, "member@example.test")

    with pytest.raises(BrokenRule) as refused:
        appointed(round_, "member@example.test")

    assert code_of(refused) == [("already_seated", "email")]


def test_appoint_staff_is_refused():
    other = staff(Role.MINISTRY, Agency.MSIT)

    with pytest.raises(BrokenRule) as refused:
        appointed(announced_round(), other.email)

    assert code_of(refused) == [("staff_hold_no_seat", "email")]
    assert not Seat.objects.exists()


def test_appoint_an_applicant_is_refused():
    round_, applicant = open_round(), person()
    submitted_application(round_, applicant)

    with pytest.raises(BrokenRule) as refused:
        appointed(round_, applicant.email)

    assert code_of(refused) == [("applicant_holds_no_seat", "email")]


def test_appoint_a_named_researcher_is_refused():
    round_ = open_round()
    submitted_application(round_)

    with pytest.raises(BrokenRule) as refused:
        appointed(round_, "Principal@example.test")
    assert code_of(refused) == [("applicant_holds_no_seat", "email")]
    assert appointed(open_round(), "principal@example.test").label == "P1"


def test_appoint_by_an_outsider_is_refused():
    with pytest.raises(NotPermitted, match="not_staff"):
        appointed(announced_round(), "member@example.test", actor=person())


def test_appoint_for_a_draft_is_refused():
    with pytest.raises(NotNow, match="panel_is_over"):
        appointed(draft_round(), "member@example.test")


def test_appoint_alone_after_the_first_pledge_is_refused():
    round_ = announced_round(closes_in=timedelta(hours=1))
    pledge(round_, panel_of(round_, 1)[0])

    with pytest.raises(NotNow, match="panel_is_fixed"):
        appointed(round_, "member@example.test")
