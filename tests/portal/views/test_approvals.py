"""Requests for a second person, in pages."""

import pytest
from django.urls import reverse

from applications.actions.open_round import request_opening
from applications.models import Round
from portal.clusters import server_now
from portal.models import ApprovalAnswer
from portal.roles import Agency, Role
from tests.factories.people import approver, manager, person, secretary, staff
from tests.factories.rounds import draft_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def asks():
    return manager()


@pytest.fixture
def asked(asks):
    return request_opening(round_id=draft_round().pk, reason="준비가 끝났습니다.", actor=asks, now=server_now())


def address(asked):
    return reverse("approval", args=[asked.reference])


def test_approvals_are_seen_by_staff_and_auditor_only(as_, client, asked):
    auditor = staff(Role.AUDITOR, Agency.MSIT)
    pages = ["/approvals/", address(asked)]

    assert [client.get(page).status_code for page in pages] == [302, 302]
    assert [as_(person()).get(page).status_code for page in pages] == [404, 404]
    for actor in (manager(), secretary(), auditor):
        assert [as_(actor).get(page).status_code for page in pages] == [200, 200]


def test_approval_is_approved_by_the_other_agency(as_, asked):
    response = as_(approver()).post(address(asked), {"verdict": "approved", "reason": ""})

    assert response.headers["Location"] == reverse("round_desk", args=[asked.subject])
    assert Round.objects.get(reference=asked.subject).status == "announced"


def test_approval_is_rejected_with_a_reason_only(as_, asked):
    client = as_(approver())

    page = client.post(address(asked), {"verdict": "rejected", "reason": ""})
    sent = client.post(address(asked), {"verdict": "rejected", "reason": "일정이 짧습니다."})

    assert list(page.context["form"].errors) == ["reason"]
    assert sent.status_code == 302
    assert ApprovalAnswer.objects.get(approval=asked).verdict == "rejected"
    assert Round.objects.get(reference=asked.subject).status == "draft"


def test_approval_is_withdrawn_by_the_one_who_asked(as_, asks, asked):
    client = as_(asks)

    offered = client.get(address(asked)).context["form"].fields["verdict"].choices
    tried = client.post(address(asked), {"verdict": "approved"})
    client.post(address(asked), {"verdict": "withdrawn"})

    assert [value for value, _label in offered] == ["withdrawn"]
    assert list(tried.context["form"].errors) == ["verdict"]
    assert ApprovalAnswer.objects.get(approval=asked).verdict == "withdrawn"


@pytest.mark.parametrize(("who", "code"), [(secretary, 403), (manager, 403)])
def test_approval_says_why_others_cannot_answer(as_, asked, who, code):
    client = as_(who())

    page, sent = client.get(address(asked)), client.post(address(asked), {"verdict": "approved"})

    assert page.context["form"] is None
    assert page.context["why_not"]
    assert sent.status_code == code


def test_approval_that_was_answered_shows_its_end(as_, asked):
    client = as_(approver())
    client.post(address(asked), {"verdict": "approved"})

    again = client.post(address(asked), {"verdict": "approved"})
    listed = client.get("/approvals/").context

    assert again.status_code == 409
    about_rounds = [each for each in listed["ended"] if each.verb != "role.grant"]
    assert (listed["waiting"], about_rounds) == ([], [asked])
    assert client.get(address(asked)).context["approval"].is_waiting is False


def test_approval_leads_only_those_who_have_the_desk_to_it(as_, asked):
    where = reverse("approval", args=[asked.reference])

    leads = {
        name: 'class="dotted"' in as_(who).get(where).content.decode()
        for name, who in {"manager": manager(), "auditor": staff(Role.AUDITOR, Agency.MSIT)}.items()
    }

    assert leads == {"manager": True, "auditor": False}
