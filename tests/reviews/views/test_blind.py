"""Blind until reveal: who reaches which sheet, draft, application and file, by every route of this part."""

import pytest
from django.test import Client
from django.urls import reverse

from applications.models import Application
from portal.clusters import server_now
from portal.models import User
from portal.roles import Agency, Role
from reviews.actions.close_review import close_review
from reviews.actions.declare_interests import declare_interests
from reviews.actions.save_sheet import save_sheet
from reviews.lifecycle import Stage
from reviews.rules.panel import Interest
from tests.factories.applications import submitted_application
from tests.factories.panels import (
    panel_of,
    pledge,
    ready_panel,
    reveal_review,
    review_of,
    screened_round,
    sign_all,
    signed_sheet,
    typed,
    unsealed_round,
    written_round,
)
from tests.factories.people import manager, person, secretary, staff
from tests.factories.rounds import open_round
from tests.plugins.pages import masked

pytestmark = pytest.mark.django_db

SECRET = "비밀스러운 판단 근거를 서른 글자가 넘도록 여기에 적어 둡니다. 아무도 볼 수 없습니다."
STAFF = (manager, secretary)


def browser_of(actor):
    browser = Client()
    browser.force_login(User.objects.get(pk=actor.user_id))
    return browser


def of_member(round_, application, stage="written"):
    """Every address under which a member could reach an application."""
    where = [round_.reference, stage, application.reference]
    return [
        reverse("sheet", args=where),
        reverse("sign_sheet", args=where),
        reverse("sheet_receipt", args=where),
        reverse("panel_document", args=[*where, "proposal"]),
    ]


def applications_of(round_):
    return list(Application.objects.filter(round=round_).order_by("pk"))


@pytest.fixture
def written():
    """A written review of two applications; P1 has signed one and drafted the other, P3 is recused from the first."""
    round_, members = written_round(2, 3)
    one, two = applications_of(round_)
    signed_sheet(round_, Stage.WRITTEN, one, members[0], ("11", "12", "13"), comment=SECRET)
    save_sheet(
        round_id=round_.pk,
        stage=Stage.WRITTEN,
        application_id=two.pk,
        typed=typed(round_, Stage.WRITTEN, ("11", "12", "13"), SECRET),
        actor=members[0],
        now=server_now(),
    )
    declare_interests(
        round_id=round_.pk,
        interests=[Interest(one.reference, has_conflict=True, reason="가족")],
        actor=members[2],
        now=server_now(),
    )
    return round_, members, one, two


def test_a_member_sees_the_own_sheet_and_draft(written):
    round_, members, one, two = written
    browser = browser_of(members[0])

    for url in (of_member(round_, one)[0], of_member(round_, one)[2], *of_member(round_, two)[:2]):
        assert SECRET in browser.get(url).content.decode()


def test_a_member_sees_nothing_of_other_members_sheets(written):
    round_, members, one, two = written
    browser = browser_of(members[1])

    seen = [browser.get(url) for application in (one, two) for url in of_member(round_, application)]
    seen.append(browser.get(reverse("panel_home", args=[round_.reference])))

    assert [answer.status_code for answer in seen] == [200, 302, 404, 302, 200, 302, 404, 302, 200]
    assert [answer for answer in seen if SECRET in answer.content.decode()] == []


def test_a_recused_application_is_absent_by_every_route(written):
    round_, members, one, two = written
    browser = browser_of(members[2])

    assert [browser.get(url).status_code for url in of_member(round_, one)] == [404] * 4
    assert [browser.post(url).status_code for url in of_member(round_, one)[:2]] == [404] * 2
    for url in (
        reverse("panel_home", args=[round_.reference]),
        reverse("declare_interests", args=[round_.reference]),
        of_member(round_, two)[0],
        "/",
    ):
        assert one.reference not in browser.get(url).content.decode()


def test_recused_and_absent_are_the_same_answer(written):
    round_, members, one, _ = written
    browser = browser_of(members[2])
    recused = browser.get(of_member(round_, one)[0])
    one.reference = "AAAA-AAAA"

    absent = browser.get(of_member(round_, one)[0])

    assert absent.status_code == 404
    assert masked(absent) == masked(recused)


def test_strangers_and_other_panels_reach_nothing(written):
    round_, _, one, _ = written
    elsewhere = ready_panel(screened_round(1), 1)[0]
    applicant = person()
    submitted_application(open_round(), applicant)

    for actor in (elsewhere, applicant, person(), *(who() for who in STAFF), staff(Role.AUDITOR, Agency.MSIT)):
        browser = browser_of(actor)
        assert [browser.get(url).status_code for url in of_member(round_, one)] == [404] * 4
        assert browser.get(reverse("panel_home", args=[round_.reference])).status_code == 404
        assert browser.get(reverse("sign_pledges", args=[round_.reference])).status_code == 404
        assert browser.get(reverse("declare_interests", args=[round_.reference])).status_code == 404


def test_without_login_everything_leads_to_the_login(written):
    round_, _, one, _ = written

    for url in [*of_member(round_, one), reverse("progress", args=[round_.reference, "written"])]:
        assert Client().get(url).headers["location"] == f"/accounts/login/?next={url}"


@pytest.mark.parametrize("who", STAFF)
@pytest.mark.parametrize("closed", [False, True])
def test_staff_see_who_signed_and_never_what_before_reveal(written, who, closed):
    round_, _, one, _ = written
    review = review_of(round_, Stage.WRITTEN)
    if closed:
        close_review(review_id=review.pk, actor=secretary(), now=server_now())
    browser = browser_of(who())

    progress = browser.get(reverse("progress", args=[round_.reference, "written"]))
    pages = [progress, *(browser.get(url) for url in _staff_pages(round_, one))]

    rows = {row["reference"]: row["cells"] for row in progress.context["table"]["rows"]}
    assert rows[one.reference] == ["signed", "open", "recused"]
    assert browser.get(reverse("shortlist", args=[round_.reference])).status_code == 409
    for page in pages:
        text = page.content.decode()
        assert page.status_code in {200, 404, 409}
        assert [hint for hint in (SECRET, ">11<", ">12<", ">13<", ">36<", "36 / 100") if hint in text] == []


def _staff_pages(round_, application):
    return [
        "/",
        reverse("round_desk", args=[round_.reference]),
        reverse("panel", args=[round_.reference]),
        reverse("screen", args=[round_.reference, application.reference]),
        reverse("close_review", args=[round_.reference, "written"]),
        reverse("reveal", args=[round_.reference, "written"]),
        reverse("results", args=[round_.reference]),
    ]


def test_staff_see_scores_from_the_reveal_on(written):
    round_, members, one, _ = written
    reveal_review(review_of(round_, Stage.WRITTEN))

    shown = browser_of(secretary()).get(reverse("shortlist", args=[round_.reference]))

    cells = {row["reference"]: [cell["text"] for cell in row["cells"]] for row in shown.context["rows"]}
    assert cells[one.reference] == ["36", "", ""]
    assert browser_of(members[1]).get(reverse("shortlist", args=[round_.reference])).status_code == 404


def test_a_dismissed_member_reaches_nothing(written):
    round_, members, one, _ = written
    seat = User.objects.get(pk=members[0].user_id).seats.get()
    seat.dismissed_at = server_now()
    seat.save(update_fields=["dismissed_at"])
    browser = browser_of(members[0])

    assert [browser.get(url).status_code for url in of_member(round_, one)] == [404] * 4
    assert browser.get(reverse("panel_home", args=[round_.reference])).status_code == 404


def test_documents_close_with_the_review(written):
    round_, members, one, _ = written
    url = of_member(round_, one)[3]
    browser = browser_of(members[1])
    assert browser.get(url).status_code == 302

    close_review(review_id=review_of(round_, Stage.WRITTEN).pk, actor=secretary(), now=server_now())

    assert browser.get(url).status_code == 409


def test_pledges_and_interests_come_before_every_name_and_file():
    round_ = screened_round(1)
    member = panel_of(round_, 1)[0]
    application = applications_of(round_)[0]
    browser = browser_of(member)
    home = reverse("panel_home", args=[round_.reference])

    assert application.team_name not in browser.get(home).content.decode()
    assert browser.get(reverse("declare_interests", args=[round_.reference])).status_code == 409
    assert [browser.get(url).status_code for url in of_member(round_, application)] == [409, 409, 404, 409]
    pledge(round_, member)
    assert application.team_name not in browser.get(home).content.decode()
    assert application.team_name in browser.get(reverse("declare_interests", args=[round_.reference])).content.decode()
    assert [browser.get(url).status_code for url in of_member(round_, application)] == [409, 409, 404, 409]


def test_names_of_unscreened_applications_stay_hidden():
    round_ = unsealed_round(1)
    member = panel_of(round_, 1)[0]
    pledge(round_, member)

    page = browser_of(member).get(reverse("declare_interests", args=[round_.reference]))

    assert applications_of(round_)[0].team_name not in page.content.decode()


def test_the_other_stage_is_absent(written):
    round_, members, one, _ = written

    assert [browser_of(members[0]).get(url).status_code for url in of_member(round_, one, "presentation")] == [404] * 4


def test_sheets_of_the_written_review_stay_their_writers_after_the_reveal(written):
    round_, members, one, _ = written
    sign_all(round_, Stage.WRITTEN, members[1:2])
    reveal_review(review_of(round_, Stage.WRITTEN))

    assert SECRET in browser_of(members[0]).get(of_member(round_, one)[0]).content.decode()
    assert SECRET not in browser_of(members[1]).get(of_member(round_, one)[0]).content.decode()
