"""Who sees an application, and what they may do with it."""

from datetime import timedelta

import pytest

from applications import permissions
from applications.actions.unseal import unseal
from applications.rules.consortium import PersonRole
from portal.clusters import server_now
from portal.errors import Answer
from portal.models import ReportOrder
from portal.roles import ANONYMOUS, SYSTEM, Agency, Role
from tests.factories.applications import draft_application, file_document, share, submitted_application
from tests.factories.papers import small_pdf
from tests.factories.people import manager, person, secretary, staff
from tests.factories.rounds import close, open_round

pytestmark = pytest.mark.django_db


def auditor():
    return staff(Role.AUDITOR, Agency.NIA)


def ministry():
    return staff(Role.MINISTRY, Agency.MSIT)


@pytest.fixture
def actor():
    return person()


def seen(actor):
    return list(permissions.visible_applications(actor).order_by("pk"))


def test_own_applications_are_those_that_name_the_person(actor):
    round_ = open_round()
    own, _foreign = draft_application(round_, actor), draft_application(round_)

    [found] = permissions.own_applications(actor)

    assert (found, found.person_role) == (own, PersonRole.SUBMITTER)
    assert found.closes_at == round_.deadlines.get().closes_at


@pytest.mark.parametrize("who", [lambda: ANONYMOUS, person, manager, secretary, auditor, ministry, lambda: SYSTEM])
def test_own_applications_and_documents_are_nobody_elses(actor, who):
    application = submitted_application(open_round(), actor)
    file_document(application, actor, "bonus_evidence", small_pdf())

    assert list(permissions.own_applications(who())) == []
    assert list(permissions.own_documents(who())) == []


def test_visible_applications_shows_staff_no_drafts(actor):
    round_ = open_round()
    draft, received = draft_application(round_, actor), submitted_application(round_)

    assert seen(actor) == [draft]
    assert seen(manager()) == seen(secretary()) == seen(SYSTEM) == [received]
    assert seen(auditor()) == seen(ministry()) == seen(ANONYMOUS) == seen(person()) == []


@pytest.mark.parametrize(
    ("role", "edit", "submit"),
    [
        (PersonRole.SUBMITTER, Answer.ALLOWED, Answer.ALLOWED),
        (PersonRole.EDITOR, Answer.ALLOWED, Answer.FORBIDDEN),
        (PersonRole.VIEWER, Answer.FORBIDDEN, Answer.FORBIDDEN),
    ],
)
def test_may_follows_the_role_in_the_consortium(actor, role, edit, submit):
    other = person()
    application = submitted_application(open_round(), actor)
    share(application, actor, other, role)

    [found] = permissions.own_applications(other)

    assert permissions.may_edit(other, found, server_now()).answer is edit
    assert permissions.may_submit(other, found).answer is submit
    assert permissions.may_share(other, found, server_now()).answer is submit
    assert permissions.may_withdraw(other, found).answer is submit


def test_may_edit_ends_at_the_deadline(actor):
    round_ = open_round()
    draft_application(round_, actor)
    [found] = permissions.own_applications(actor)

    at = found.closes_at
    assert permissions.may_edit(actor, found, at - timedelta(microseconds=1)).allowed
    assert permissions.may_edit(actor, found, at).code == "deadline_passed"


def test_opened_receipts_and_sealed_rounds_follow_the_unsealing(actor):
    round_ = open_round()
    application = submitted_application(round_, actor)
    number = application.submissions.get().receipt_no
    ReportOrder.objects.create(kind="receipt", subject=number, version=1, number=number, ordered_at=server_now())

    def opened(who):
        return ReportOrder.objects.filter(permissions.opened_receipts(who), kind="receipt").exists()

    assert (opened(actor), opened(person()), opened(manager())) == (True, False, False)
    assert list(permissions.visible_sealed_rounds(manager())) == [round_]
    assert list(permissions.visible_sealed_rounds(person())) == []
    close(round_)
    unseal(round_id=round_.pk, actor=secretary(), now=server_now())
    assert (opened(actor), opened(person()), opened(manager())) == (True, False, True)
    assert list(permissions.visible_sealed_rounds(manager())) == []


def test_may_see_receipt_is_for_the_consortium_and_staff_after_unsealing(actor):
    round_ = open_round()
    application = submitted_application(round_, actor)
    order = ReportOrder(kind="receipt", subject=application.submissions.get().receipt_no)

    assert permissions.may_see_receipt(actor, order).allowed
    for other in (ANONYMOUS, person(), manager(), auditor()):
        assert permissions.may_see_receipt(other, order).answer is Answer.ABSENT
    close(round_)
    assert permissions.may_see_receipt(manager(), order).answer is Answer.ABSENT
