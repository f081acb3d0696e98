"""Two people for grave acts, played with the house's own act: granting a role."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from portal.actions.approvals import answer_approval, request_approval
from portal.actions.roles import request_grant
from portal.actors import actor_for
from portal.clusters import server_now
from portal.errors import NotNow, NotPermitted
from portal.models import Approval, ApprovalAnswer, AuditEvent, RoleGrant, User
from portal.roles import Agency, Role
from portal.rules.approvals import LIFETIME, Verdict
from tests.factories import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def newcomer():
    return people.make_user("new@example.test")


@pytest.fixture
def requester():
    return people.manager()


@pytest.fixture
def approval(requester, newcomer):
    return request_approval(
        verb="role.grant",
        subject=newcomer.email,
        payload={"email": newcomer.email, "role": "secretary", "agency": "NIPA", "days": 30},
        reason="간사로 일합니다.",
        actor=requester,
        now=server_now(),
    )


def test_answer_approval_approved_runs_the_act(approval, newcomer):
    answer_approval(approval=approval, verdict=Verdict.APPROVED, actor=people.approver(), now=server_now())

    grant = RoleGrant.objects.get(user=newcomer)
    assert (grant.role, grant.agency, grant.approval) == ("secretary", "NIPA", approval)
    assert list(AuditEvent.objects.filter(subject=newcomer.email).order_by("seq").values_list("verb", flat=True)) == [
        "role.grant.requested",
        "role.grant.approved",
    ]


@pytest.mark.parametrize("verdict", [Verdict.APPROVED, Verdict.REJECTED])
def test_answer_approval_by_the_requester_is_refused(approval, requester, newcomer, verdict):
    with pytest.raises(NotNow, match="second_person_needed"):
        answer_approval(approval=approval, verdict=verdict, actor=requester, now=server_now())

    assert not RoleGrant.objects.filter(user=newcomer).exists()


def test_answer_approval_withdrawn_by_the_requester_runs_nothing(approval, requester, newcomer):
    answer_approval(approval=approval, verdict=Verdict.WITHDRAWN, actor=requester, now=server_now())

    assert not RoleGrant.objects.filter(user=newcomer).exists()


def test_answer_approval_withdrawn_by_another_is_refused(approval):
    with pytest.raises(NotNow, match="only_requester_withdraws"):
        answer_approval(approval=approval, verdict=Verdict.WITHDRAWN, actor=people.approver(), now=server_now())


def test_answer_approval_by_a_secretary_is_refused(approval):
    with pytest.raises(NotPermitted, match="not_manager"):
        answer_approval(approval=approval, verdict=Verdict.APPROVED, actor=people.secretary(), now=server_now())


def test_answer_approval_after_24_hours_is_refused(approval):
    with pytest.raises(NotNow, match="approval_expired"):
        answer_approval(
            approval=approval, verdict=Verdict.APPROVED, actor=people.approver(), now=approval.requested_at + LIFETIME
        )


@pytest.mark.parametrize("how", ["role ended", "account closed"])
def test_answer_approval_after_the_requester_has_left_is_refused(newcomer, how):
    first, answers, now = people.manager(), people.approver(), server_now()
    leaving = people.make_user("leaving@example.test")
    wanted = {"role": Role.MANAGER, "agency": Agency.NIPA, "reason": "짧게 일합니다.", "now": now}
    short = request_grant(email=leaving.email, days=1, actor=first, **wanted)
    answer_approval(approval=short, verdict=Verdict.APPROVED, actor=answers, now=now)
    asked = request_grant(email=newcomer.email, days=30, actor=actor_for(leaving), **wanted | {"now": server_now()})
    if how == "account closed":
        User.objects.filter(pk=leaving.pk).update(is_active=False)
    later = now + timedelta(days=1) if how == "role ended" else server_now()

    with pytest.raises(NotNow, match="requester_left"):
        answer_approval(approval=asked, verdict=Verdict.APPROVED, actor=answers, now=later)
    answer_approval(approval=asked, verdict=Verdict.REJECTED, actor=answers, now=later)
    assert not RoleGrant.objects.filter(user=newcomer).exists()


def test_answer_approval_twice_is_refused(approval):
    second = people.approver()
    answer_approval(approval=approval, verdict=Verdict.REJECTED, actor=second, now=server_now(), reason="사유")

    with pytest.raises(NotNow, match="approval_answered"):
        answer_approval(approval=approval, verdict=Verdict.APPROVED, actor=second, now=server_now())


def test_request_approval_twice_is_refused_until_the_first_expires(approval, requester):
    again = {
        "verb": approval.verb,
        "subject": approval.subject,
        "payload": {"email": approval.subject, "role": "auditor", "agency": "MSIT", "days": 1},
        "reason": "다시",
        "actor": requester,
    }
    with pytest.raises(NotNow, match="approval_waiting"):
        request_approval(**again, now=server_now())

    later = request_approval(**again, now=approval.expires_at + timedelta(seconds=1))
    assert Approval.objects.filter(subject=approval.subject).count() == 2
    assert later.payload_sha256 != approval.payload_sha256


def test_request_approval_by_a_stranger_is_refused(newcomer):
    with pytest.raises(NotPermitted, match="not_manager"):
        request_approval(verb="role.grant", subject="x", payload={}, reason="", actor=people.person(), now=server_now())


def test_database_refuses_an_answer_by_the_requester(approval, requester):
    with pytest.raises(IntegrityError, match="second person"), transaction.atomic():
        ApprovalAnswer.objects.create(
            approval=approval, verdict=Verdict.APPROVED, answered_by_id=requester.user_id, answered_at=server_now()
        )


def test_request_and_answer_need_fresh_proof(approval, requester, newcomer):
    """Both sides: whoever has not proved within minutes who they are neither asks nor answers."""
    stale = replace(people.approver(), is_fresh=False)

    with pytest.raises(NotPermitted, match="proof_needed"):
        answer_approval(approval=approval, verdict=Verdict.APPROVED, actor=stale, now=server_now())
    with pytest.raises(NotPermitted, match="proof_needed"):
        request_approval(verb="role.grant", subject="account/0", payload={}, reason="…", actor=stale, now=server_now())
    assert not ApprovalAnswer.objects.filter(approval=approval).exists()
