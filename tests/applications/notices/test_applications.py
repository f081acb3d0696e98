"""Mails to the consortium."""

import pytest

from applications.rules.consortium import PersonRole
from portal.models import Mail, ReportOrder
from portal.registry import registry
from tests.factories.applications import share, submitted_application, withdrawn_application
from tests.factories.people import person
from tests.factories.rounds import open_round

pytestmark = pytest.mark.django_db


def test_receipt_goes_to_everybody_and_orders_the_paper():
    one, other = person("lead@example.test", "김가람"), person("partner@example.test", "이나래")
    application = submitted_application(open_round(), one)
    share(application, one, other, PersonRole.VIEWER)
    submission = application.submissions.get()

    registry.topics["receipt"].work(submission.pk)()

    mails = Mail.objects.order_by("pk")
    assert [mail.to for mail in mails] == ["lead@example.test", "partner@example.test"]
    assert submission.receipt_no in mails[0].subject
    assert "김가람" in mails[0].body
    assert submission.manifest_sha256 in mails[0].body
    for entry in submission.manifest["files"]:
        assert entry["sha256"] in mails[0].body
    assert f"/applications/{application.reference}/receipt/" in mails[0].body
    assert ReportOrder.objects.get(kind="receipt").subject == submission.receipt_no


def test_withdrawal_goes_to_everybody():
    actor = person("lead@example.test", "김가람")
    application = withdrawn_application(open_round(), actor)

    registry.topics["withdrawal"].work(application.withdrawal.pk)()

    [mail] = Mail.objects.all()
    assert mail.to == "lead@example.test"
    assert application.team_name in mail.subject
