"""개찰 and 요건검토 in pages: who gets in, what they cost, that nothing typed is lost."""

import pytest
from django.urls import reverse

from applications.actions.unseal import unseal
from applications.lifecycle import ApplicationStatus, RoundStatus
from applications.models import Application, Round, Screening
from portal.clusters import server_now
from tests.factories.applications import draft_application, submitted_application, withdrawn_application
from tests.factories.crowds import received_crowd
from tests.factories.panels import received_round, screened_round, unsealed_round
from tests.factories.people import manager, person, secretary
from tests.factories.rounds import close, open_round
from tests.plugins.statements import counted

pytestmark = pytest.mark.django_db


def answers(round_, *failing):
    codes = [item["code"] for item in round_.card.document["screening"]]
    return {f"holds_{code}": "no" if code in failing else "yes" for code in codes}


def only(round_):
    return Application.objects.get(round=round_)


def test_screening_begins_with_the_unsealing(as_):
    round_, browser = received_round(1), as_(secretary())

    sealed = browser.get(reverse("screening", args=[round_.reference]))
    asked = browser.get(reverse("unseal", args=[round_.reference]))
    done = browser.post(reverse("unseal", args=[round_.reference]))

    assert only(round_).team_name not in sealed.content.decode()
    assert round_.close_manifests.get().root in asked.content.decode()
    assert done.headers["location"] == reverse("screening", args=[round_.reference])
    assert Round.objects.get(pk=round_.pk).status == RoundStatus.SCREENING
    assert browser.get(reverse("unseal", args=[round_.reference])).status_code == 409


def test_screening_lists_what_was_handed_in_by_state(as_):
    round_ = open_round()
    kept, taken_back = submitted_application(round_, team_name="나래"), withdrawn_application(round_)
    draft_application(round_, team_name="초안 팀")
    round_ = unseal(round_id=close(round_).pk, actor=secretary(), now=server_now())
    browser, url = as_(secretary()), reverse("screening", args=[round_.reference])

    listed = {
        filter_: browser.get(url, {"status": filter_} if filter_ else {}).context
        for filter_ in ("", "waiting", "eligible", "x")
    }

    assert [row["reference"] for row in listed[""]["rows"]] == [kept.reference]
    assert {filter_: len(context["rows"]) for filter_, context in listed.items()} == {
        "": 1,
        "waiting": 1,
        "eligible": 0,
        "x": 1,
    }
    assert taken_back.status == ApplicationStatus.WITHDRAWN


def test_screen_finishes_with_reasons(as_):
    round_, browser = unsealed_round(1), as_(secretary())
    url = reverse("screen", args=[round_.reference, only(round_).reference])

    done = browser.post(url, answers(round_, "no_ban") | {"reason_no_ban": "참여제한 중입니다."})

    assert done.headers["location"] == reverse("screening", args=[round_.reference])
    assert only(round_).status == ApplicationStatus.INELIGIBLE
    assert Screening.objects.get().answers[2] == {"code": "no_ban", "holds": False, "reason": "참여제한 중입니다."}


def test_screen_keeps_what_was_typed_and_says_what_is_wrong(as_):
    round_, browser = unsealed_round(1), as_(secretary())
    url = reverse("screen", args=[round_.reference, only(round_).reference])
    unanswered = {name: value for name, value in answers(round_).items() if name != "holds_complete"}

    first = browser.post(url, unanswered | {"reason_complete": "기술보고서가 비었습니다."})
    second = browser.post(url, answers(round_, "complete"))

    assert list(first.context["form"].errors) == ["holds_complete"]
    assert "기술보고서가 비었습니다." in first.content.decode()
    assert list(second.context["form"].errors) == ["reason_complete"]
    assert not Screening.objects.exists()


def test_screen_again_asks_why(as_):
    round_, browser = screened_round(1), as_(secretary())
    url = reverse("screen", args=[round_.reference, only(round_).reference])

    refused = browser.post(url, answers(round_, "complete") | {"reason_complete": "백지입니다."})
    browser.post(url, answers(round_, "complete") | {"reason_complete": "백지입니다.", "reason": "다시 확인했습니다."})

    assert list(refused.context["form"].errors) == ["reason"]
    assert only(round_).status == ApplicationStatus.INELIGIBLE
    assert Screening.objects.count() == 2


def test_screening_document_leads_to_the_submitted_file(as_):
    round_, browser = unsealed_round(1), as_(secretary())
    where = [round_.reference, only(round_).reference]

    found = browser.get(reverse("screening_document", args=[*where, "proposal"]))

    assert found.headers["location"].startswith("http://localhost:8001/files/")
    assert browser.get(reverse("screening_document", args=[*where, "bonus_evidence"])).status_code == 404


@pytest.mark.parametrize("who", [person, None])
def test_pages_are_for_staff_alone(client, as_, who):
    round_ = unsealed_round(1)
    reference = only(round_).reference
    browser = as_(who()) if who else client

    for url in (
        reverse("screening", args=[round_.reference]),
        reverse("unseal", args=[round_.reference]),
        reverse("screen", args=[round_.reference, reference]),
        reverse("screening_document", args=[round_.reference, reference, "proposal"]),
    ):
        answer = browser.get(url)
        assert answer.status_code == (404 if who else 302)
        assert who or answer.headers["location"].startswith("/accounts/login/")


def test_nothing_of_a_sealed_round_opens(as_):
    round_ = received_round(1)
    where = [round_.reference, only(round_).reference]

    for browser in (as_(secretary()), as_(manager())):
        assert browser.get(reverse("screen", args=where)).status_code == 404
        assert browser.get(reverse("screening_document", args=[*where, "proposal"])).status_code == 404


def test_an_application_opens_under_its_own_round_only(as_):
    round_, other = unsealed_round(1), unsealed_round(1)

    assert as_(secretary()).get(reverse("screen", args=[other.reference, only(round_).reference])).status_code == 404


def test_screening_costs_the_same_at_5_and_at_500(as_):
    who = secretary()
    sent, browser = [], as_(who)
    for received in (5, 500):
        round_ = open_round()
        received_crowd(round_, received, who.user_id)
        unseal(round_id=close(round_).pk, actor=who, now=server_now())
        with counted() as statements:
            page = browser.get(reverse("screening", args=[round_.reference]))
        sent.append((page.context["total"], len(statements)))

    assert [total for total, _ in sent] == [5, 500]
    assert sent[0][1] == sent[1][1] <= 8


def test_screen_costs_few_statements(as_):
    round_, browser = unsealed_round(1), as_(secretary())
    url = reverse("screen", args=[round_.reference, only(round_).reference])

    with counted() as statements:
        assert browser.get(url).status_code == 200

    assert len(statements) <= 8, "\n".join(statements)
