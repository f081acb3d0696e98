"""The panel's desk: appoint, dismiss, elect, alone or by two people; what it costs."""

import pytest
from django.urls import reverse

from applications.models import Application
from portal.models import Approval, User
from reviews.models import ChairElection, Seat
from tests.factories.crowds import crowd
from tests.factories.decisions import come, hold_session, reviewed, timetabled_round
from tests.factories.panels import declare, panel_of, pledge, screened_round, seat_of, written_round
from tests.factories.people import person, secretary
from tests.factories.rounds import announced_round, draft_round
from tests.plugins.statements import counted

pytestmark = pytest.mark.django_db
MEMBER = {"email": "new@example.test", "name": "김위원", "affiliation": "대학"}


@pytest.fixture
def browser(client):
    """The secretary's."""
    client.force_login(User.objects.get(pk=secretary().user_id))
    return client


def desk(round_):
    return reverse("panel", args=[round_.reference])


def test_appoint_from_the_desk(browser):
    round_ = announced_round()

    done = browser.post(desk(round_), MEMBER)
    page = browser.get(desk(round_))

    assert done.headers["location"] == desk(round_)
    assert [(seat.label, seat.user.email) for seat in page.context["seats"]] == [("P1", "new@example.test")]


def test_appoint_says_at_the_field_what_is_wrong(browser):
    round_ = announced_round()
    browser.post(desk(round_), MEMBER)

    again = browser.post(desk(round_), MEMBER | {"affiliation": "연구소"})
    empty = browser.post(desk(round_), {"email": "kein"})

    assert list(again.context["form"].errors) == ["email"]
    assert 'value="연구소"' in again.content.decode()
    assert sorted(empty.context["form"].errors) == ["affiliation", "email", "name"]


def test_a_fixed_panel_asks_a_second_person(browser):
    round_ = announced_round()
    member = panel_of(round_, 1)[0]
    pledge(round_, member)

    unsaid = browser.post(desk(round_), MEMBER)
    browser.post(desk(round_), MEMBER | {"reason": "결원"})
    browser.post(reverse("dismiss", args=[round_.reference, "P1"]), {"reason": "사임"})

    assert list(unsaid.context["form"].errors) == ["reason"]
    assert Approval.objects.filter(subject=round_.reference, verb="panel.change").count() == 1
    assert Seat.objects.filter(dismissed_at=None).count() == 1


def test_dismiss_from_the_desk(browser):
    round_ = announced_round()
    panel_of(round_, 2)
    url = reverse("dismiss", args=[round_.reference, "P2"])

    asked = browser.get(url)
    done = browser.post(url, {"reason": "일신상의 사유"})

    assert asked.status_code == 200
    assert done.headers["location"] == desk(round_)
    assert [seat.label for seat in browser.get(desk(round_)).context["dismissed"]] == ["P2"]
    assert browser.get(url).status_code == 404


def test_elect_chair_from_the_desk(browser):
    round_ = screened_round(1)
    first, second = panel_of(round_, 2)
    pledge(round_, first)
    application = Application.objects.get(round=round_)
    declare(round_, first, **{application.reference: "공동연구"})
    url = reverse("elect_chair", args=[round_.reference])

    refused = browser.post(url, {"seat": seat_of(round_, first).pk, "application": application.pk})
    foreign = browser.post(url, {"seat": "0"})
    browser.post(url, {"seat": seat_of(round_, second).pk, "application": application.pk})
    page = browser.get(desk(round_))

    assert list(refused.context["chair_form"].errors) == ["seat"]
    assert list(foreign.context["chair_form"].errors) == ["seat"]
    assert ChairElection.objects.latest("pk").application == application
    assert page.context["chair"] == seat_of(round_, first)
    assert [seat.acting_for for seat in page.context["seats"]] == [[], [application.team_name]]
    assert browser.get(url).status_code == 405


def test_the_heading_counts_what_is_owed(browser):
    round_ = screened_round(1)
    members = panel_of(round_, 2)
    pledge(round_, members[0])
    declare(round_, members[0])

    page = browser.get(desk(round_))

    assert (page.context["pledged"], page.context["declared"]) == (1, 1)


def test_the_panel_is_for_staff_and_begins_with_the_announcement(browser, client):
    assert browser.get(desk(draft_round())).status_code == 404
    client.force_login(User.objects.get(pk=person().user_id))
    round_ = announced_round()
    panel_of(round_, 1)

    assert client.get(desk(round_)).status_code == 404
    assert client.post(desk(round_), MEMBER).status_code == 404
    assert client.get(reverse("dismiss", args=[round_.reference, "P1"])).status_code == 404
    assert client.post(reverse("elect_chair", args=[round_.reference]), {}).status_code == 404


def test_panel_costs_the_same_at_5_and_at_500_applications(browser):
    round_, sent = written_round(0, 1)[0], []
    for more in (5, 495):
        crowd(round_, more)
        with counted() as statements:
            assert browser.get(desk(round_)).status_code == 200
        sent.append(len(statements))

    assert sent[0] == sent[1] <= 8, statements


@pytest.mark.parametrize("is_held", [False, True])
def test_panel_lists_conflicts_that_came_after_the_closing(browser, is_held):
    round_, members = timetabled_round(1, 2)
    (one,) = reviewed(round_)
    if is_held:
        come(round_, members)
        hold_session(round_, one, members)

    declare(round_, members[1], **{one.reference: "뒤늦게 알았습니다."})

    late = browser.get(desk(round_)).context["late_conflicts"]
    assert [(each["seat"], each["team"]) for each in late] == [("P2", one.team_name)] * is_held
