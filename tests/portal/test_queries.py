"""The house's own pages: eight statements at most, and as many for much as for little."""

from itertools import count

import pytest
from django.test import Client

from portal import reports
from portal.actions.approvals import answer_approval
from portal.actions.roles import request_grant
from portal.clusters import server_now
from portal.models import User
from portal.roles import SYSTEM, Agency, Role
from portal.rules.approvals import Verdict
from tests.factories import applications, people, rounds
from tests.plugins.statements import counted

pytestmark = pytest.mark.django_db
_numbers = count(1)

PAGES = {
    "/": ["manager", "secretary", "auditor", "applicant"],
    "/approvals/": ["manager", "secretary", "auditor"],
    "/roles/": ["manager", "auditor"],
    "/reports/": ["manager", "secretary", "auditor"],
}


@pytest.fixture
def readers():
    """A browser for each, logged in."""
    actors = {
        "manager": people.manager(),
        "secretary": people.secretary(),
        "auditor": people.staff(Role.AUDITOR, Agency.MSIT),
        "applicant": people.person(),
    }
    clients = {name: Client() for name in actors}
    for name, actor in actors.items():
        clients[name].force_login(User.objects.get(pk=actor.user_id))
    return actors, clients


def fill(actors, call, times):
    """So many requests that wait, that were answered, role grants, reports, draft rounds and applications."""
    asking, now = people.approver(), server_now()
    for _ in range(times):
        requests = []
        for _ in range(2):
            email = people.make_user(f"new{next(_numbers)}@example.test").email
            wanted = {"email": email, "role": Role.SECRETARY, "agency": Agency.NIA, "days": 30, "reason": "새 간사"}
            requests.append(request_grant(**wanted, actor=asking, now=now))
        answer_approval(approval=requests[0], verdict=Verdict.APPROVED, actor=actors["manager"], now=now)
        number = f"시험-{next(_numbers)}"
        reports.order(kind="decision", subject=number, number=number, actor=SYSTEM, now=now)
        rounds.draft_round(actor=actors["manager"])
        applications.draft_application(call, people.person())


@pytest.mark.parametrize("path", PAGES)
def test_page_sends_as_many_statements_for_much_as_for_little(readers, path):
    actors, clients = readers
    call, sent = rounds.open_round(), {}
    applications.draft_application(call, actors["applicant"])
    for times in (1, 12):
        fill(actors, call, times)
        for name in PAGES[path]:
            with counted() as statements:
                assert clients[name].get(path).status_code == 200
            sent.setdefault(name, []).append(len(statements))

    assert {name: counts for name, counts in sent.items() if len(set(counts)) > 1 or max(counts) > 8} == {}
