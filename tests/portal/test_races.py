"""Two people at the same moment: one act, and the other is told."""

from threading import Barrier, Thread

from django.db import connection

from portal.actions.approvals import answer_approval, request_approval
from portal.clusters import server_now
from portal.errors import NotNow
from portal.models import RoleGrant
from portal.rules.approvals import Verdict
from tests.factories import people


def test_two_who_approve_at_once_run_the_act_once(fresh_database):
    asked = request_approval(
        verb="role.grant",
        subject="account/1",
        payload={"email": people.make_user().email, "role": "secretary", "agency": "NIPA", "days": 30},
        reason="간사로 일합니다.",
        actor=people.manager(),
        now=server_now(),
    )
    approvers = [people.approver() for _ in range(4)]
    together, told = Barrier(len(approvers)), []

    def answer(actor):
        together.wait()
        try:
            answer_approval(approval=asked, verdict=Verdict.APPROVED, actor=actor, now=server_now())
        except NotNow as refusal:
            told.append(refusal.code)
        finally:
            connection.close()

    threads = [Thread(target=answer, args=[actor]) for actor in approvers]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert told == ["approval_answered"] * 3
    assert RoleGrant.objects.filter(approval=asked).count() == 1
