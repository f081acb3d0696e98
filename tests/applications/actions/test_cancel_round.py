"""Cancelling a round by two people."""

import pytest

from applications.actions.cancel_round import request_cancelling
from applications.models import Round
from portal.actions.approvals import answer_approval
from portal.clusters import server_now
from portal.errors import NotNow, NotPermitted
from portal.models import AuditEvent, Mail
from portal.rules.approvals import Verdict
from tests.factories.applications import draft_application, submitted_application
from tests.factories.panels import unsealed_round
from tests.factories.people import approver, manager, person, secretary
from tests.factories.rounds import announced_round, closed_round, draft_round, open_round

pytestmark = pytest.mark.django_db
REASON = "예산이 확정되지 않아 다시 공고합니다."


def ask(round_, actor=None):
    return request_cancelling(round_id=round_.pk, reason=REASON, actor=actor or manager(), now=server_now())


def approve(asked, actor=None):
    return answer_approval(approval=asked, verdict=Verdict.APPROVED, actor=actor or approver(), now=server_now())


@pytest.mark.parametrize("made", [draft_round, announced_round, open_round, closed_round])
def test_cancel_approved_round_until_applications_are_opened(made):
    round_ = made()

    approve(ask(round_))

    assert Round.objects.get(pk=round_.pk).status == "cancelled"
    assert AuditEvent.objects.filter(chain__name=round_.chain).latest("seq").verb == "round.cancel"


def test_cancelled_draft_was_never_public():
    cancelled, announced = draft_round(), announced_round()

    approve(ask(cancelled))
    approve(ask(announced))

    assert list(Round.objects.public()) == [announced]


def test_cancel_approved_round_tells_everybody_in_the_consortia_once():
    round_, both = open_round(), person("both@example.test")
    draft_application(round_, both)
    submitted_application(round_, both)
    draft_application(round_, person("one@example.test"))
    draft_application(open_round(), person("elsewhere@example.test"))

    approve(ask(round_))

    mails = Mail.objects.filter(key__startswith=f"cancelled/{round_.reference}/").order_by("to")
    assert [mail.to for mail in mails] == ["both@example.test", "one@example.test"]
    assert REASON in mails[0].body
    assert f"/rounds/{round_.reference}/" in mails[0].body


def test_request_cancelling_not_once_applications_are_opened():
    with pytest.raises(NotNow) as refused:
        ask(unsealed_round(1))
    assert refused.value.code == "state_changed"


def test_cancel_approved_round_not_when_it_went_on_meanwhile():
    round_ = closed_round()
    asked = ask(round_)
    Round.objects.filter(pk=round_.pk).update(status="screening")

    with pytest.raises(NotNow):
        approve(asked)


def test_request_cancelling_is_for_managers_and_needs_the_other_agency():
    round_ = announced_round()

    with pytest.raises(NotPermitted):
        ask(round_, secretary())
    with pytest.raises(NotPermitted) as refused:
        approve(ask(round_), manager())
    assert refused.value.code == "other_agency_needed"
