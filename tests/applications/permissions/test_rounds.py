"""Who sees rounds and who may prepare, open and cancel them."""

import pytest

from applications import permissions
from applications.actions.unseal import unseal
from applications.models import Application, Round
from portal.clusters import server_now
from portal.errors import ABSENT, ALLOWED, Answer, forbidden, not_now
from portal.models import Approval, ReportOrder
from portal.roles import ANONYMOUS, Agency, Role
from tests.factories.panels import received_round
from tests.factories.people import approver, manager, person, secretary, staff
from tests.factories.rounds import announced_round, draft_round

pytestmark = pytest.mark.django_db


def auditor():
    return staff(Role.AUDITOR, Agency.MSIT)


@pytest.mark.parametrize("who", [lambda: ANONYMOUS, person, auditor])
def test_visible_rounds_outside_the_desk_begin_with_the_announcement(who):
    actor, announced = who(), announced_round()
    draft_round()

    assert list(permissions.visible_rounds(actor)) == [announced]
    assert list(permissions.visible_announced_rounds(actor)) == [announced]
    assert list(permissions.visible_desk_rounds(actor)) == []
    assert permissions.may_list_desk(actor) == ABSENT


@pytest.mark.parametrize("who", [manager, approver, secretary])
def test_visible_rounds_for_those_who_run_them(who):
    actor = who()
    rounds = {announced_round(), draft_round()}

    assert set(permissions.visible_rounds(actor)) == rounds
    assert set(permissions.visible_desk_rounds(actor)) == rounds
    assert len(permissions.visible_announced_rounds(actor)) == 1
    assert permissions.may_list_desk(actor) == ALLOWED


def test_may_create_round():
    assert permissions.may_create_round(manager()) == ALLOWED
    assert permissions.may_create_round(secretary()) == forbidden("not_manager")


def test_may_edit_round():
    round_ = draft_round()

    assert permissions.may_edit_round(approver(), round_) == ALLOWED
    assert permissions.may_edit_round(secretary(), round_) == forbidden("not_manager")
    assert permissions.may_edit_round(manager(), announced_round()) == not_now("round_is_fixed")


@pytest.mark.parametrize("may", [permissions.may_request_opening, permissions.may_request_cancelling])
def test_may_request_about_a_draft(may):
    reference = draft_round().reference

    assert may(manager(), reference) == ALLOWED
    assert may(approver(), reference) == ALLOWED
    assert may(secretary(), reference) == forbidden("not_manager")
    assert may(staff(Role.MANAGER, Agency.MSIT), reference) == forbidden("agency_not_in_card")
    assert may(person(), reference) == ABSENT
    assert may(manager(), "no-such-round") == ABSENT


def test_may_request_opening_only_of_a_draft():
    assert permissions.may_request_opening(manager(), announced_round().reference) == not_now("state_changed")


@pytest.mark.parametrize("suffix", ["", "/written"])
def test_may_answer_round_act_is_the_other_side(suffix):
    subject = announced_round().reference + suffix
    by_nipa, by_nia = (Approval(subject=subject, requested_agency=agency) for agency in ("NIPA", "NIA"))

    assert permissions.may_answer_round_act(approver(), by_nipa) == ALLOWED
    assert permissions.may_answer_round_act(manager(), by_nia) == ALLOWED
    assert permissions.may_answer_round_act(manager(), by_nipa) == forbidden("other_agency_needed")
    assert permissions.may_answer_round_act(staff(Role.MANAGER, Agency.MSIT), by_nipa) == forbidden(
        "other_agency_needed"
    )
    assert permissions.may_answer_round_act(secretary(), by_nipa) == forbidden("not_manager")


def test_may_answer_round_act_within_one_agency_where_the_card_says_so():
    round_ = draft_round(agencies={"requests": "NIPA", "approves": "NIPA"})
    asked = Approval(subject=round_.reference, requested_agency="NIPA")

    assert permissions.may_answer_round_act(manager(), asked) == ALLOWED
    assert permissions.may_answer_round_act(approver(), asked) == forbidden("other_agency_needed")


def test_may_answer_round_act_of_no_round():
    assert permissions.may_answer_round_act(manager(), Approval(subject="no-such-round")) == ABSENT


def test_may_see_rule_card_follows_the_round():
    announced, draft = (ReportOrder(subject=each.reference) for each in (announced_round(), draft_round()))

    assert permissions.may_see_rule_card(ANONYMOUS, announced) == ALLOWED
    assert permissions.may_see_rule_card(ANONYMOUS, draft).answer is Answer.ABSENT
    for order in (announced, draft):
        ReportOrder.objects.create(
            kind="rule_card", subject=order.subject, version=9, number=order.subject, ordered_at=server_now()
        )
    listed = ReportOrder.objects.filter(permissions.opened_rule_cards(ANONYMOUS), version=9)
    assert [order.subject for order in listed] == [announced.subject]
    assert Round.objects.count() == 2


@pytest.mark.parametrize("role", [Role.MANAGER, Role.SECRETARY])
def test_may_run_round_is_for_the_agencies_of_the_card(role):
    for round_ in (draft_round(), announced_round()):
        answers = {agency: permissions.may_run_round(staff(role, agency), round_) for agency in Agency}

        assert answers == {
            Agency.NIPA: ALLOWED,
            Agency.NIA: ALLOWED,
            Agency.MSIT: forbidden("agency_not_in_card"),
        }


def test_may_edit_round_is_for_who_drafted_it_and_the_sides_of_the_card():
    ministry = staff(Role.MANAGER, Agency.MSIT)
    by_ministry, by_nipa = draft_round(actor=ministry), draft_round()

    assert permissions.may_edit_round(ministry, by_ministry) == ALLOWED
    assert permissions.may_edit_round(approver(), by_ministry) == ALLOWED
    assert permissions.may_edit_round(ministry, by_nipa) == forbidden("agency_not_in_card")


def test_may_answer_round_act_needs_a_request_by_one_of_the_sides():
    reference = announced_round().reference

    def asked(agency):
        return Approval(subject=reference, requested_agency=agency)

    assert permissions.may_answer_round_act(approver(), asked("NIPA")) == ALLOWED
    assert permissions.may_answer_round_act(manager(), asked("MSIT")) == forbidden("agency_not_in_card")
    assert permissions.may_answer_round_act(approver(), asked("MSIT")) == forbidden("agency_not_in_card")


def test_screening_is_for_the_agencies_of_the_card():
    round_ = received_round(1)
    ministry = staff(Role.SECRETARY, Agency.MSIT)

    assert permissions.may_unseal(ministry, round_) == forbidden("agency_not_in_card")
    assert permissions.may_unseal(secretary(), round_) == ALLOWED
    unseal(round_id=round_.pk, actor=secretary(), now=server_now())
    application = Application.objects.select_related("round").get(round=round_)
    assert permissions.may_screen(ministry, application) == forbidden("agency_not_in_card")
    assert permissions.may_screen(secretary(), application) == ALLOWED
