"""A member's home: pledges, interests, sheets; what each page costs."""

import re

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from applications.actions.cancel_round import request_cancelling
from applications.models import Application, Round
from portal.actors import actor_for
from portal.clusters import server_now
from portal.models import User
from reviews.actions.appoint import appoint
from reviews.actions.start_review import start_review
from reviews.lifecycle import Stage
from reviews.models import InterestDeclaration, PledgeSignature, Recusal
from reviews.wording import TOO_LATE_TO_RECUSE
from tests.factories.crowds import crowd
from tests.factories.decisions import come, hold_session, published_round, reviewed, timetabled_round
from tests.factories.panels import (
    approve,
    declare,
    panel_of,
    pledge,
    reveal_review,
    review_of,
    screened_round,
    shortlisted_round,
    sign_all,
    signed_sheet,
    written_round,
)
from tests.factories.people import manager, person, secretary
from tests.factories.rounds import announced_round
from tests.plugins.statements import counted

pytestmark = pytest.mark.django_db


def home(round_):
    return reverse("panel_home", args=[round_.reference])


def pledges(round_):
    return {item["code"]: "on" for item in round_.card.document["pledges"]}


def interests(round_, **conflicts):
    data = {}
    for application in Application.objects.filter(round=round_):
        reference = application.reference
        data |= {f"conflict_{reference}": "yes" if reference in conflicts else "no"}
        data |= {f"reason_{reference}": conflicts.get(reference, "")}
    return data


def test_the_steps_of_a_member(as_):
    round_ = screened_round(2)
    member = panel_of(round_, 1)[0]
    browser = as_(member)

    steps = [browser.get(home(round_)).context["step"]]
    signed = browser.post(reverse("sign_pledges", args=[round_.reference]), pledges(round_))
    steps.append(browser.get(home(round_)).context["step"])
    declared = browser.post(reverse("declare_interests", args=[round_.reference]), interests(round_))
    steps.append(browser.get(home(round_)).context["step"])

    assert steps == ["pledges", "interests", "ready"]
    assert [signed.headers["location"], declared.headers["location"]] == [home(round_)] * 2
    assert (PledgeSignature.objects.count(), InterestDeclaration.objects.count()) == (2, 2)


def test_sign_pledges_needs_every_box(as_):
    round_ = screened_round(1)
    browser = as_(panel_of(round_, 1)[0])

    page = browser.post(reverse("sign_pledges", args=[round_.reference]), {"integrity": "on"})

    assert list(page.context["form"].errors) == ["confidentiality"]
    assert not PledgeSignature.objects.exists()
    browser.post(reverse("sign_pledges", args=[round_.reference]), pledges(round_))
    assert browser.get(reverse("sign_pledges", args=[round_.reference])).status_code == 409


def test_declare_interests_keeps_what_was_typed(as_):
    round_ = screened_round(2)
    member = panel_of(round_, 1)[0]
    pledge(round_, member)
    browser, url = as_(member), reverse("declare_interests", args=[round_.reference])
    one, two = Application.objects.filter(round=round_).order_by("pk")

    missing = browser.post(url, {f"conflict_{one.reference}": "yes", f"reason_{one.reference}": "자문을 했습니다."})
    unsaid = browser.post(url, interests(round_) | {f"conflict_{one.reference}": "yes"})

    assert list(missing.context["form"].errors) == [f"conflict_{two.reference}"]
    assert "자문을 했습니다." in missing.content.decode()
    assert list(unsaid.context["form"].errors) == [f"reason_{one.reference}"]
    assert not InterestDeclaration.objects.exists()


def test_declare_interests_recuses_and_later_shows_the_rest(as_):
    round_ = screened_round(2)
    member = panel_of(round_, 1)[0]
    pledge(round_, member)
    browser, url = as_(member), reverse("declare_interests", args=[round_.reference])
    one, two = Application.objects.filter(round=round_).order_by("pk")

    browser.post(url, interests(round_, **{one.reference: "공동연구"}))
    again = browser.get(url)
    browser.post(url, {f"conflict_{two.reference}": "no"})

    assert Recusal.objects.get().application == one
    assert [row["reference"] for row in again.context["form"].applications] == [two.reference]
    assert InterestDeclaration.objects.count() == 2


def test_home_lists_the_own_sheets_with_their_state(as_):
    round_, (member, _) = written_round(2, 2)
    one = Application.objects.filter(round=round_).order_by("pk").first()
    signed_sheet(round_, Stage.WRITTEN, one, member)

    table = as_(member).get(home(round_)).context["current"]

    assert (table.left, table.signed, table.is_open) == (1, 1, True)
    assert {row["reference"]: row["tone"] for row in table.rows}[one.reference] == "done"


def test_home_after_the_short_list_shows_both_reviews(as_):
    round_, (member,) = shortlisted_round(1, 1)

    page = as_(member).get(home(round_))

    assert page.context["current"].review.stage == Stage.PRESENTATION
    assert [table.review.stage for table in page.context["earlier"]] == [Stage.WRITTEN]
    assert reverse("meeting_room", args=[round_.reference]) in page.content.decode()


def test_home_after_closing_says_so(as_):
    round_, members = written_round(1, 1)
    reveal_review(review_of(round_, Stage.WRITTEN))

    page = as_(members[0]).get(home(round_))

    assert not page.context["current"].is_open


def test_todo_lines_lead_through_the_steps(as_):
    round_ = screened_round(2)
    member = panel_of(round_, 1)[0]
    browser, lines = as_(member), []

    def note():
        groups = browser.get("/").context["groups"]
        lines.append([(todo.url, todo.state) for _, todos in groups for todo in todos])

    note()
    pledge(round_, member)
    note()
    declare(round_, member)
    note()
    start_review(round_id=round_.pk, stage=Stage.WRITTEN, actor=secretary(), now=server_now())
    note()
    sign_all(Round.objects.get(pk=round_.pk), Stage.WRITTEN, [member])
    note()

    assert lines == [
        [(reverse("sign_pledges", args=[round_.reference]), "todo")],
        [(reverse("declare_interests", args=[round_.reference]), "todo")],
        [],
        [(home(round_), "todo")],
        [(home(round_), "done")],
    ]


def test_a_cancelled_round_has_no_panel(as_):
    round_ = announced_round()
    member = panel_of(round_, 1)[0]
    assert as_(member).get(home(round_)).status_code == 200

    approve(request_cancelling(round_id=round_.pk, reason="예산", actor=manager(), now=server_now()))

    assert as_(member).get(home(round_)).status_code == 404


@pytest.mark.parametrize("name", ["panel_home", "declare_interests", "home"])
def test_pages_cost_the_same_at_5_and_at_500(as_, name):
    round_, (member,) = written_round(0, 1)
    url, browser, sent = reverse(name, args=[round_.reference] if name != "home" else []), as_(member), []
    for more in (5, 495):
        made = crowd(round_, more)
        if name != "declare_interests":
            seat = User.objects.get(pk=member.user_id).seats.get()
            InterestDeclaration.objects.bulk_create(
                InterestDeclaration(seat=seat, application=each, has_conflict=False, declared_at=server_now())
                for each in made
            )
        with counted() as statements:
            assert browser.get(url).status_code == 200
        sent.append(len(statements))

    assert sent[0] == sent[1] <= 8, statements


@pytest.mark.parametrize("is_held", [False, True])
def test_declare_interests_says_what_is_counted(as_, is_held):
    round_, members = timetabled_round(1, 2)
    (one,) = reviewed(round_)
    if is_held:
        come(round_, members)
        hold_session(round_, one, members)
    browser, url = as_(members[1]), reverse("declare_interests", args=[round_.reference])
    data = {f"conflict_{one.reference}": "yes", f"reason_{one.reference}": "뒤늦게 알았습니다."}

    page = browser.get(url)
    answered = browser.post(url, data)
    said = [str(message) for message in get_messages(answered.wsgi_request)]

    assert [row["is_counted"] for row in page.context["form"].applications] == [is_held]
    assert said == [str(TOO_LATE_TO_RECUSE % {"team": one.team_name})] * is_held
    assert Recusal.objects.exists() is not is_held


def test_declare_interests_says_that_the_written_review_stays(as_):
    round_, (member,) = shortlisted_round(1, 1)

    page = as_(member).get(reverse("declare_interests", args=[round_.reference]))

    (row,) = page.context["form"].applications
    assert (row["is_counted"], row["keeps_written"]) == (False, True)


def menu(client):
    """The addresses of the menu."""
    head = client.get("/").content.decode().partition("<nav")[2].partition("</nav>")[0]
    return re.findall(r'href="([^"]+)"', head)


def test_menu_of_a_member_leads_to_its_panels(as_):
    first, second = announced_round(), announced_round()
    member = panel_of(first)[0]
    client = as_(member)

    alone = client.get("/panel/").headers["Location"]
    who = {"email": member.email, "name": member.name, "affiliation": "대학"}
    appoint(round_id=second.pk, **who, actor=secretary(), now=server_now())
    both = client.get("/panel/")

    assert menu(client) == ["/rounds/", "/results/", "/panel/", "/help/"]
    assert alone == home(first)
    assert [seat.panel.round for seat in both.context["seats"]] == [second, first]
    assert as_(person()).get("/panel/").status_code == 404
    assert menu(client) == ["/rounds/", "/applications/", "/results/", "/help/"]


def test_home_of_a_member_keeps_the_way_to_sheets_and_receipts(as_):
    round_ = published_round(1, 3)
    member = User.objects.get(seats__panel__round=round_, seats__label="P1")
    client = as_(actor_for(member))

    page = client.get("/")

    lines = [each.url for items in dict(page.context["groups"]).values() for each in items]
    assert lines == [home(round_), reverse("meeting_room", args=[round_.reference])]
    assert [client.get(path).status_code for path in lines] == [200, 200]
