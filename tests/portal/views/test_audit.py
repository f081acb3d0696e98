"""The auditor's pages: search, filters, files with a reason, and a month's sign-off."""

import csv
import io
import json
from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from portal.clusters import server_now
from portal.display import KST, month_of
from portal.models import AccessEntry, AccessReview, AuditEvent
from portal.roles import Agency, Role
from tests.factories import people, rounds
from tests.plugins.statements import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor():
    return people.staff(Role.AUDITOR, Agency.MSIT)


def entries(actor, number, *, at=None, kind="read", **changes):
    row = {"label": actor.label, "network": "192.0.2.1", "kind": kind, "method": "GET", "door": "screening"}
    row |= {"subject": "2026-additional", "status": 200, "code": "", "reason": ""}
    at = at or server_now()
    AccessEntry.objects.bulk_create(
        AccessEntry(user_id=actor.user_id, at=at, **row | changes) for _each in range(number)
    )


def test_audit_log_is_searched_by_person_round_and_word(as_, auditor):
    manager = people.manager()
    rounds.draft_round(reference="2027-a", actor=manager)
    browser = as_(auditor)

    def shown(**query):
        return [event.subject for event in browser.get(reverse("audit_log"), query).context["page"]]

    assert shown(q="round.create") == ["2027-a"]
    assert set(shown(chain="2027-a")) == {"2027-a"}
    assert shown(q=manager.email, chain="2027-a") == shown(chain="2027-a")
    assert shown(q="nothing like it") == []
    assert shown(since="2099-01-01") == []
    assert shown(order="oldest") == shown()[::-1]


def test_access_log_tells_who_read_and_what_was_refused(as_, auditor):
    secretary = people.secretary()
    browser = as_(secretary)
    closed = rounds.close(rounds.open_round())
    browser.get(reverse("screening", args=[closed.reference]))
    browser.get(reverse("results", args=[closed.reference]))
    browser.get(reverse("rounds"))

    page = as_(auditor).get(reverse("access_log"), {"q": secretary.email}).context["page"]

    told = [(entry.kind, entry.door, entry.subject, entry.status) for entry in page]
    assert told == [("refused", "results", closed.reference, 404), ("read", "screening", closed.reference, 200)]


@pytest.mark.parametrize("log", ["audit", "access"])
def test_export_log_asks_for_a_reason_and_keeps_it(as_, auditor, log):
    entries(people.secretary(), 1, subject="=HYPERLINK(1)")
    browser, address = as_(auditor), reverse("export_log", args=[log])

    without = browser.post(address, {"format": "csv", "reason": ""})
    given = browser.post(address, {"format": "csv", "reason": "감사원 요청에 따른 제출"})
    lines = browser.post(address, {"format": "jsonl", "reason": "감사원 요청에 따른 제출"})

    assert (without.status_code, list(without.context["form"].errors)) == (200, ["reason"])
    table = list(csv.DictReader(io.StringIO(given.content.decode("utf-8-sig"))))
    objects = [json.loads(line) for line in lines.content.decode().splitlines()]
    assert len(table) >= 1
    assert set(objects[0]) == set(table[0])
    assert not any(cell.startswith("=") for row in table for cell in row.values())
    kept = AccessEntry.objects.filter(kind="export").values_list("user_id", "door", "subject", "reason")
    assert set(kept) == {(auditor.user_id, "export_log", log, "감사원 요청에 따른 제출")}


def test_sign_month_once_and_only_when_it_is_over(as_, auditor):
    now = server_now()
    last = now.astimezone(KST).replace(day=1) - timedelta(days=1)
    entries(people.secretary(), 3, at=last)
    browser = as_(auditor)
    over, running = (reverse("sign_month", args=[month_of(each)]) for each in (last, now))
    assert "접속기록을 점검할 달" in browser.get("/").content.decode()

    assert browser.post(running, {"findings": "특이사항 없음을 확인함"}).status_code == 409
    assert browser.post(over, {"findings": "짧음"}).status_code == 200
    assert browser.post(over, {"findings": "특이사항 없음을 확인함"}).status_code == 302
    assert browser.post(over, {"findings": "특이사항 없음을 확인함"}).status_code == 409

    signed = AccessReview.objects.get()
    assert (signed.month, signed.signed_by_id, signed.figures[0]["read"]) == (month_of(last), auditor.user_id, 3)
    assert AuditEvent.objects.filter(verb="access.reviewed", subject=signed.month).count() == 1
    assert "접속기록을 점검할 달" not in browser.get("/").content.decode()
    assert browser.get(reverse("sign_month", args=["2026-13"])).status_code == 404


def test_sign_month_counts_what_stands_out(as_, auditor):
    secretary = people.secretary()
    for hour, kind, subject in ((10, "read", "a"), (22, "read", "b"), (11, "refused", "a")):
        entries(secretary, 1, at=datetime(2026, 1, 7, hour, tzinfo=KST), kind=kind, subject=subject)

    (row,) = as_(auditor).get(reverse("sign_month", args=["2026-01"])).context["figures"]

    assert {name: row[name] for name in ("read", "refused", "export", "subjects", "late")} == {
        "read": 2,
        "refused": 1,
        "export": 0,
        "subjects": 2,
        "late": 1,
    }


@pytest.mark.parametrize("page", ["audit_log", "access_log", "access_months", "sign_month"])
def test_audit_pages_ask_the_database_as_often_for_500_rows_as_for_5(as_, auditor, page):
    secretary, browser = people.secretary(), as_(auditor)
    address = reverse(page, args=[month_of(server_now())] if page == "sign_month" else [])
    browser.get(address)
    sent = []
    for number in (5, 495):
        entries(secretary, number)
        with counted() as each:
            browser.get(address)
        sent.append(len(each))

    assert sent[0] == sent[1] <= 8
