"""A review's desk: begin, progress, close, reveal, short list; what the tables cost."""

import pytest
from django.test import Client
from django.urls import reverse

from applications.lifecycle import RoundStatus
from applications.models import Application, Round
from portal.clusters import server_now
from portal.models import Approval, User
from reviews.actions.close_review import close_review
from reviews.lifecycle import ReviewStatus, Stage
from reviews.models import Review, Seat
from tests.factories.crowds import crowd, crowd_of_sheets
from tests.factories.panels import (
    approve,
    panel_of,
    presentation_round,
    reveal_review,
    review_of,
    screened_round,
    sign_all,
    signed_sheet,
    unsealed_round,
    written_round,
)
from tests.factories.people import manager, person, secretary
from tests.plugins.statements import counted

pytestmark = pytest.mark.django_db


def browser_of(actor):
    browser = Client()
    browser.force_login(User.objects.get(pk=actor.user_id))
    return browser


def address(name, round_, stage="written"):
    return reverse(name, args=[round_.reference, stage])


def test_start_review_from_the_desk():
    round_ = screened_round(1)
    panel_of(round_, 1)
    browser = browser_of(secretary())

    asked = browser.get(address("start_review", round_))
    done = browser.post(address("start_review", round_))

    assert asked.context["missing"] == []
    assert done.headers["location"] == address("progress", round_)
    assert Round.objects.get(pk=round_.pk).status == RoundStatus.WRITTEN
    assert browser.get(address("start_review", round_)).status_code == 409


def test_start_review_says_what_is_missing():
    round_ = unsealed_round(1)

    page = browser_of(secretary()).get(address("start_review", round_))

    assert len(page.context["missing"]) == 2
    assert 'method="post" novalidate' not in page.content.decode()


def test_progress_then_close_then_reveal():
    round_, members = written_round(2, 2)
    sign_all(round_, Stage.WRITTEN, members[:1])
    browser = browser_of(secretary())

    table = browser.get(address("progress", round_)).context["table"]
    warned = browser.get(address("close_review", round_))
    browser.post(address("close_review", round_))
    unsaid = browser.post(address("reveal", round_), {"reason": ""})
    asked = browser.post(address("reveal", round_), {"reason": "모두 마쳤습니다."})
    waiting = browser.get(address("progress", round_))

    assert (table["signed"], table["expected"], table["open"]) == (2, 4, 2)
    assert [seat["signed"] for seat in table["seats"]] == [2, 0]
    assert warned.context["confirm"]["warning"]
    assert list(unsaid.context["form"].errors) == ["reason"]
    assert asked.headers["location"] == address("progress", round_)
    assert waiting.context["waiting"] == Approval.objects.get(verb="review.reveal").reference
    assert Review.objects.get().status == ReviewStatus.CLOSED


def test_acts_answer_409_at_the_wrong_time():
    round_, _ = written_round(1, 1)
    browser = browser_of(secretary())

    assert browser.get(address("reveal", round_)).status_code == 409
    assert browser.get(reverse("shortlist", args=[round_.reference])).status_code == 409
    browser.post(address("close_review", round_))
    assert browser.get(address("close_review", round_)).status_code == 409


def test_close_of_a_presentation_waits_for_its_sessions():
    round_, _ = presentation_round(1, 1)

    assert browser_of(secretary()).post(address("close_review", round_, "presentation")).status_code == 409


def test_shortlist_shows_the_derivation_and_asks_a_second_person():
    round_, members = written_round(2, 5)
    one, two = Application.objects.filter(round=round_).order_by("pk")
    for number, member in enumerate(members):
        signed_sheet(round_, Stage.WRITTEN, one, member, (str(30 + number), "25", "25"))
        signed_sheet(round_, Stage.WRITTEN, two, member, ("20", "10.5", "10"))
    reveal_review(review_of(round_, Stage.WRITTEN))
    url = reverse("shortlist", args=[round_.reference])
    browser = browser_of(manager())

    shown = browser.get(url)
    asked = browser.post(url, {"reason": "규칙대로"})
    waiting = browser.get(url)
    approve(Approval.objects.get(verb="round.shortlist"))
    done = browser.get(url)

    first, second = shown.context["rows"]
    assert (first["reference"], first["rank"], first["score"], first["line"]) == (one.reference, 1, "82.00", "60")
    assert [(cell["text"], cell["state"]) for cell in first["cells"]] == [
        ("80", "dropped"),
        ("81", "kept"),
        ("82", "kept"),
        ("83", "kept"),
        ("84", "dropped"),
    ]
    assert [cell["is_high"] for cell in first["cells"] if cell["state"] == "dropped"] == [False, True]
    assert (second["rank"], second["outcome"], second["cells"][2]["text"]) == (None, "below_pass", "40.5")
    assert first["means"] == ["32.00", "25.00", "25.00"]
    assert (shown.context["passed"], shown.context["is_settled"]) == (1, True)
    assert asked.headers["location"] == url
    assert waiting.context["waiting"]
    assert done.context["is_done"]


def test_shortlist_of_a_tie_and_of_a_missing_sheet_say_what_comes_next():
    tied, members = written_round(5, 1)
    sign_all(tied, Stage.WRITTEN, members)
    reveal_review(review_of(tied, Stage.WRITTEN))
    undecided, _ = written_round(1, 1)
    reveal_review(review_of(undecided, Stage.WRITTEN))
    browser = browser_of(manager())

    tie = browser.get(reverse("shortlist", args=[tied.reference]))
    gap = browser.get(reverse("shortlist", args=[undecided.reference]))

    assert (tie.context["outcome"], gap.context["outcome"]) == ("tied", "undecided")
    assert address("lots", tied) in tie.content.decode()
    assert address("further_sitting", undecided) in gap.content.decode()
    assert gap.context["rows"][0]["means"] == []
    assert browser.post(reverse("shortlist", args=[tied.reference]), {"reason": "확정"}).status_code == 409


def test_the_secretary_sees_the_short_list_and_a_manager_asks():
    round_, members = written_round(1, 1)
    sign_all(round_, Stage.WRITTEN, members)
    reveal_review(review_of(round_, Stage.WRITTEN))
    url = reverse("shortlist", args=[round_.reference])
    browser = browser_of(secretary())

    assert not browser.get(url).context["may_request"]
    assert browser.post(url, {"reason": "확정"}).status_code == 403


def test_desk_pages_are_for_staff_alone():
    round_, members = written_round(1, 1)

    for actor in (person(), members[0]):
        browser = browser_of(actor)
        for name in ("progress", "start_review", "close_review", "reveal"):
            assert browser.get(address(name, round_)).status_code == 404
        assert browser.post(address("close_review", round_)).status_code == 404
        assert browser.get(reverse("shortlist", args=[round_.reference])).status_code == 404


def test_desk_lines_follow_the_round():
    round_ = unsealed_round(1)
    browser, lines = browser_of(secretary()), []

    def note():
        groups = browser.get(reverse("round_desk", args=[round_.reference])).context["groups"]
        lines.append({todo.url: todo.state for _, todos in groups for todo in todos})

    note()
    panel_of(round_, 1)
    note()
    where = [round_.reference]
    screening, panel, start = (
        reverse("screening", args=where),
        reverse("panel", args=where),
        address("start_review", round_),
    )

    assert [(line[screening], line[panel], line[start]) for line in lines] == [
        ("todo", "todo", "waiting"),
        ("todo", "running", "waiting"),
    ]
    started, members = written_round(1, 1)
    sign_all(started, Stage.WRITTEN, members)
    close_review(review_id=review_of(started, Stage.WRITTEN).pk, actor=secretary(), now=server_now())
    round_ = started
    note()
    reveal_review(review_of(started, Stage.WRITTEN))
    note()
    assert [line[address("progress", started)] for line in lines[2:]] == ["todo", "done"]
    assert lines[3][reverse("shortlist", args=[started.reference])] == "todo"


@pytest.mark.parametrize("name", ["progress", "shortlist"])
def test_tables_cost_the_same_at_5_and_at_500(name):
    browser, sent = browser_of(secretary()), []
    for many in (5, 500):
        round_, _ = written_round(0, 9)
        review = review_of(round_, Stage.WRITTEN)
        crowd_of_sheets(review, list(Seat.objects.filter(panel__round=round_)), crowd(round_, many))
        url = address("progress", round_) if name == "progress" else reverse("shortlist", args=[round_.reference])
        if name == "shortlist":
            reveal_review(review)
        with counted() as statements:
            page = browser.get(url)
        rows = page.context["table"]["rows"] if name == "progress" else page.context["rows"]
        sent.append((len(rows), len(statements)))

    assert [rows for rows, _ in sent] == [5, 500]
    assert sent[0][1] == sent[1][1] <= 8, statements


def test_the_round_s_desk_costs_few_statements():
    round_, _ = written_round(1, 2)
    browser = browser_of(manager())

    with counted() as statements:
        assert browser.get(reverse("round_desk", args=[round_.reference])).status_code == 200

    assert len(statements) <= 8, "\n".join(statements)


@pytest.mark.parametrize("name", ["start_review", "close_review", "reveal"])
def test_check_pages_cost_few_statements(name):
    if name == "start_review":
        round_ = screened_round(1)
        panel_of(round_, 2)
    else:
        round_, _ = written_round(1, 2)
    browser = browser_of(secretary())
    if name == "reveal":
        browser.post(address("close_review", round_))

    with counted() as statements:
        assert browser.get(address(name, round_)).status_code == 200

    assert len(statements) <= 8, "\n".join(statements)
