"""The page on which the sealed evidence is asked for."""

import pytest
from django.test import Client
from django.urls import reverse

from portal.models import Approval, User
from tests.factories.decisions import met_round, published_round
from tests.factories.evidence import approved_export, export
from tests.factories.panels import approve
from tests.factories.people import approver, manager, secretary
from tests.plugins.statements import counted

pytestmark = pytest.mark.django_db


def browser_of(actor):
    browser = Client()
    browser.force_login(User.objects.get(pk=actor.user_id))
    return browser


def address(round_):
    return reverse("export_evidence", args=[round_.reference])


def test_manager_asks_and_the_other_agency_answers_in_the_usual_place():
    round_ = published_round(1, 3)

    done = browser_of(manager()).post(address(round_), {"reason": "법원의 제출 명령"})

    asked = Approval.objects.get(verb="evidence.export", subject=round_.reference)
    assert (done.status_code, done["Location"]) == (302, reverse("approval", args=[asked.reference]))
    page = browser_of(approver()).get(done["Location"])
    assert "법원의 제출 명령" in page.content.decode()
    approve(asked)


def test_page_shows_the_command_until_the_approval_is_used(tmp_path):
    round_, browser = published_round(1, 3), browser_of(manager())
    approval = approved_export(round_)
    command = f"manage.py export_evidence {round_.reference} --to evidence.zip --approval {approval}"

    assert command in browser.get(address(round_)).content.decode()
    export(round_, tmp_path, approval)
    assert approval not in browser.get(address(round_)).content.decode()


def test_page_without_a_reason_says_so():
    round_ = published_round(1, 3)

    done = browser_of(manager()).post(address(round_), {"reason": ""})

    assert (done.status_code, list(done.context["form"].errors)) == (200, ["reason"])
    assert not Approval.objects.filter(verb="evidence.export").exists()


def test_page_stays_closed_while_anything_is_sealed():
    round_, _members = met_round(1, 3)

    assert browser_of(manager()).get(address(round_)).status_code == 409
    assert browser_of(secretary()).get(address(round_)).status_code == 403


def test_desk_leads_managers_to_the_page():
    round_ = published_round(1, 3)
    desk = reverse("round_desk", args=[round_.reference])

    assert address(round_) in browser_of(manager()).get(desk).content.decode()
    assert address(round_) not in browser_of(secretary()).get(desk).content.decode()


def test_page_costs_few_statements():
    round_, browser = published_round(1, 3), browser_of(manager())
    approved_export(round_)
    with counted() as sent:
        assert browser.get(address(round_)).status_code == 200

    assert len(sent) <= 8
