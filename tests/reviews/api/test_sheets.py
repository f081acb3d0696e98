"""A member's way by the API: assignments, a draft, the signature; the vote."""

import pytest
from django.urls import reverse

from portal.models import AuditEvent
from reviews.lifecycle import Stage
from reviews.models import Ballot, Sheet
from reviews.permissions import panel
from reviews.rules.panel import Step
from tests.factories.decisions import come, reviewed, timetabled_round, voting_session
from tests.factories.panels import POINTS, seat_of, typed, written_round
from tests.factories.people import person, secretary
from tests.plugins.caller import Caller
from tests.plugins.statements import counted

pytestmark = pytest.mark.django_db
MOST = 8


def test_way_from_the_assignment_to_the_signature():
    round_, members = written_round(2, 3)
    caller = Caller(members[0])
    listed = caller.get("reviews/assignments/").json()["results"]
    where = f"reviews/sheets/{listed[0]['sheet']}/"
    marks = typed(round_, Stage.WRITTEN)

    before = caller.get(where)
    saved = caller.patch(where, {"marks": marks}, match=before.headers["ETag"])
    stale = caller.patch(where, {"marks": {}}, match=before.headers["ETag"])
    signed = caller.post(f"{where}sign/", {"seen": saved.json()["seen"]})

    sheet, event = Sheet.objects.get(), AuditEvent.objects.get(verb="sheet.sign")
    assert len(listed) == 2
    assert (before.json()["marks"], saved.json()["marks"]) == ({}, marks)
    assert (saved.status_code, stale.status_code, signed.status_code) == (200, 412, 201)
    assert signed.json()["receipt"] == sheet.receipt
    assert signed.json()["total"] == str(sum(map(int, POINTS)))
    assert signed.json()["chain"] == {"name": round_.chain, "seq": event.seq, "hash": bytes(event.hash).hex()}
    states = {
        row["sheet"]: row["signed_at"] is not None for row in caller.get("reviews/assignments/").json()["results"]
    }
    assert states == {listed[0]["sheet"]: True, listed[1]["sheet"]: False}


def test_a_sheet_waits_for_the_pledges(monkeypatch, as_):
    round_, members = written_round(1, 2)
    caller = Caller(members[0])
    (row,) = caller.get("reviews/assignments/").json()["results"]
    page = reverse("sheet", args=[round_.reference, Stage.WRITTEN, row["application"]])
    before = caller.get(f"reviews/sheets/{row['sheet']}/")
    assert as_(members[0]).get(page).status_code == 200
    monkeypatch.setattr(panel, "step_of", lambda seat: Step.PLEDGES)

    after = caller.get(f"reviews/sheets/{row['sheet']}/")

    assert (before.status_code, after.status_code, after.json()["code"]) == (200, 409, "pledges_first")
    assert as_(members[0]).get(page).status_code == 409


def test_sheet_of_another_member_or_round_does_not_exist():
    round_, members = written_round(1, 3)
    (row,) = Caller(members[0]).get("reviews/assignments/").json()["results"]
    for actor in (person(), secretary()):
        assert Caller(actor).get(f"reviews/sheets/{row['sheet']}/").status_code == 404
    for name in ("x", "a.b.c", f"{row['sheet']}.x", f"{round_.reference}.presentation.{row['application']}"):
        assert Caller(members[0]).get(f"reviews/sheets/{name}/").status_code == 404


def test_sheet_with_a_criterion_that_the_card_does_not_have():
    _round, members = written_round(1, 3)
    caller = Caller(members[0])
    (row,) = caller.get("reviews/assignments/").json()["results"]

    answer = caller.patch(f"reviews/sheets/{row['sheet']}/", {"marks": {"charm": {"points": "5"}}})

    assert (answer.status_code, answer.json()["problems"][0]["field"]) == (422, "marks.charm")


def test_vote_is_cast_once_and_only_its_receipt_is_read():
    round_, members = timetabled_round(1, 3)
    (application,) = reviewed(round_)
    come(round_, members)
    voting_session(application)
    caller = Caller(members[0])
    gates = round_.card.read().rule("presentation")["gates"]
    body = {"round": round_.reference, "application": application.reference, "votes": dict.fromkeys(gates, "no")}

    cast, again = caller.post("reviews/votes/", body, key="k"), caller.post("reviews/votes/", body, key="k")
    second = caller.post("reviews/votes/", body)
    listed = caller.get("reviews/votes/").json()["results"]

    ballot = Ballot.objects.get()
    assert (cast.status_code, cast.json()["receipt"], again.json()) == (201, ballot.receipt, cast.json())
    assert (second.status_code, second.json()["code"]) == (409, "ballot_cast_already")
    assert [row["receipt"] for row in listed] == [ballot.receipt]
    assert seat_of(round_, members[0]) == ballot.seat
    assert Caller(members[1]).get("reviews/votes/").json()["count"] == 0


@pytest.mark.parametrize("path", ["reviews/assignments/", "reviews/votes/"])
def test_lists_cost_the_same_for_one_application_as_for_four(path):
    sent_by = []
    for count in (1, 4):
        _round, members = written_round(count, 2)
        caller = Caller(members[0])
        caller.get(path)
        with counted() as sent:
            assert caller.get(path).status_code == 200
        sent_by.append(len(sent))

    assert sent_by[0] == sent_by[1] <= MOST
