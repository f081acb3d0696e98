"""Who answers the acts of a review, and who opens its papers."""

import pytest

from portal.clusters import server_now
from portal.errors import ALLOWED, forbidden
from portal.models import Approval, ReportOrder
from portal.roles import ANONYMOUS, Agency, Role
from reviews import permissions
from tests.factories.decisions import published_round, revealed_round
from tests.factories.people import approver, manager, person, secretary, staff

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "may",
    [
        permissions.may_answer_decision,
        permissions.may_answer_export,
        permissions.may_answer_panel_change,
        permissions.may_answer_reveal,
    ],
)
def test_acts_of_a_review_are_answered_by_a_manager_of_the_other_side(may):
    round_, _ = revealed_round(1, 3)
    asked = Approval(subject=round_.reference, requested_agency=Agency.NIPA)

    assert may(approver(), asked) == ALLOWED
    assert may(secretary(), asked) == forbidden("not_manager")
    assert not may(manager(), asked).allowed


def test_the_internal_report_is_for_staff_and_the_auditor():
    order = ReportOrder.objects.create(
        kind="evaluation_report", subject="x", version=1, number="x", ordered_at=server_now()
    )

    def opened(who):
        listed = ReportOrder.objects.filter(permissions.opened_evaluation_reports(who)).exists()
        assert listed == permissions.may_see_evaluation_report(who, order).allowed
        return listed

    asked = (ANONYMOUS, person(), secretary(), staff(Role.AUDITOR, Agency.MSIT))
    assert [opened(who) for who in asked] == [False, False, True, True]


def test_publications_without_a_public_record_are_nobodys():
    round_ = published_round(1, 3)
    found = permissions.visible_publications(ANONYMOUS)

    assert [each.decision.round_id for each in found] == [round_.pk]
    assert found.filter(public__isnull=True).count() == 0
