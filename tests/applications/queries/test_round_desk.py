"""What those who run rounds see."""

from datetime import timedelta

import pytest
from django.utils import translation

from applications import queries
from applications.actions.open_round import request_opening
from applications.models import Round
from applications.queries.round_desk import late
from portal.clusters import server_now
from portal.wording import AGENCY
from tests.factories.applications import submitted_application
from tests.factories.people import approver, manager, secretary
from tests.factories.rounds import announced_round, close, draft_round, many_rounds, open_round

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def desk_of(round_, actor=None, now=None):
    found = queries.with_page(Round.objects.all()).get(pk=round_.pk)
    return queries.desk_page(found, actor or manager(), now or server_now())


def ask(round_):
    return request_opening(round_id=round_.pk, reason="끝", actor=manager(), now=server_now())


def test_desk_list_shows_counts_and_requests():
    received = open_round()
    submitted_application(received)
    close(received)
    waiting, draft = draft_round(), draft_round()
    ask(waiting)

    rows = {row.pk: row for row in queries.desk_list(Round.objects.all(), status="", page=None)}

    assert [(rows[each.pk].received, rows[each.pk].has_request) for each in (received, waiting, draft)] == [
        (1, False),
        (None, True),
        (None, False),
    ]


def test_desk_list_by_status():
    announced_round()
    draft = draft_round()

    assert list(queries.desk_list(Round.objects.all(), status="draft", page=None)) == [draft]


def test_desk_page_tells_what_waits_and_what_happened():
    round_ = draft_round()
    asked = ask(round_)

    page = desk_of(round_, approver())

    assert [(request, str(request.label), request.is_own) for request in page["requests"]] == [
        (asked, "Open the round", False)
    ]
    assert [(event.seq, event.what, event.by) for event in page["events"]] == [
        (3, "Open the round · asked for", f"{AGENCY['NIPA']} · Manager"),
        (2, "Rule card saved", f"{AGENCY['NIPA']} · Manager"),
        (1, "Round created", f"{AGENCY['NIPA']} · Manager"),
    ]


def test_desk_page_does_not_tell_what_applicants_do():
    round_ = open_round()
    submitted_application(round_)

    assert [event.what for event in desk_of(round_)["events"]][:2] == [
        "Window for applications began",
        "Round announced, rule card fixed",
    ]


def test_desk_page_offers_the_card_to_managers_while_it_is_a_draft():
    draft, announced = draft_round(), announced_round()

    def preparing(*asked):
        return [link.what for name, links in desk_of(*asked)["groups"] if name == "Preparation" for link in links]

    trying = "Try the rule card on invented votes"
    assert preparing(draft) == ["Rule card", trying]
    assert preparing(draft, secretary()) == [trying]
    assert preparing(announced) == []


@pytest.mark.parametrize(
    ("status", "after", "sentence"),
    [
        ("announced", timedelta(minutes=4), "The window should have begun. The clock process does not seem to run."),
        ("announced", timedelta(minutes=1), None),
        ("open", timedelta(hours=2), "The round should have been closed. The clock process does not seem to run."),
        ("open", timedelta(minutes=1), None),
        ("closed", timedelta(days=9), "The announced day of the eligibility check has passed."),
        ("written", timedelta(days=9), "The announced day of the written review has passed."),
        ("presentation", timedelta(days=9), "The announced day of the presentation review has passed."),
        ("deliberation", timedelta(days=12), "The announced day of the result has passed."),
        ("deliberation", timedelta(0), None),
        ("published", timedelta(days=99), None),
    ],
)
def test_late_by_status(status, after, sentence):
    round_ = queries.with_page(Round.objects.all()).get(pk=announced_round().pk)
    round_.__dict__["status"] = status

    found = late(round_, queries.read_card(round_), round_.closes_at, server_now() + after)

    assert found == ([sentence] if sentence else [])


def test_rounds_to_do_leaves_out_what_is_finished():
    actor = manager()
    running = open_round()
    own, asked, other = draft_round(actor=actor), draft_round(actor=actor), draft_round()
    ask(asked)
    many_rounds(1, status="published", model=running)

    lines = queries.rounds_to_do(Round.objects.all(), actor, server_now())

    assert {line.url: line.state for line in lines} == {
        f"/desk/{own.reference}/": "todo",
        f"/desk/{asked.reference}/": "waiting",
        f"/desk/{other.reference}/": "waiting",
        f"/desk/{running.reference}/": "running",
    }
    assert [line.until is not None for line in lines] == [False, False, False, True]
