"""Taking an application back."""

import pytest

from applications.actions.withdraw import withdraw_application
from applications.models import Application
from applications.rules.consortium import PersonRole
from portal.clusters import server_now
from portal.errors import Absent, NotNow, NotPermitted
from portal.models import AuditEvent, OutboxMessage
from tests.factories.applications import draft_application, share, submitted_application
from tests.factories.people import person
from tests.factories.rounds import close, open_round

pytestmark = pytest.mark.django_db


def withdraw(application, actor, reason=""):
    return withdraw_application(application_id=application.pk, reason=reason, actor=actor, now=server_now())


def test_withdraw_application_keeps_what_was_received():
    actor = person()
    application = submitted_application(open_round(), actor)

    made = withdraw(application, actor, "참여기관 사정")

    kept = Application.objects.get(pk=application.pk)
    assert (kept.status, made.reason, kept.submissions.count()) == ("withdrawn", "참여기관 사정", 1)
    assert AuditEvent.objects.filter(subject=application.reference, verb="withdraw").count() == 1
    assert OutboxMessage.objects.filter(topic="withdrawal", object_id=made.pk).count() == 1


def test_withdraw_application_is_possible_after_closing():
    round_, actor = open_round(), person()
    application = submitted_application(round_, actor)
    close(round_)

    withdraw(application, actor)

    assert Application.objects.get(pk=application.pk).status == "withdrawn"


def test_withdraw_application_needs_a_submission_and_happens_once():
    actor = person()
    round_ = open_round()
    draft = draft_application(round_, actor)
    with pytest.raises(NotNow) as refused:
        withdraw(draft, actor)
    assert refused.value.code == "cannot_withdraw"

    other = person()
    application = submitted_application(round_, other)
    withdraw(application, other)
    with pytest.raises(NotNow):
        withdraw(application, other)


def test_withdraw_application_is_for_submitters():
    actor, editor = person(), person()
    application = submitted_application(open_round(), actor)
    share(application, actor, editor, PersonRole.EDITOR)

    with pytest.raises(NotPermitted):
        withdraw(application, editor)
    with pytest.raises(Absent):
        withdraw(application, person())
