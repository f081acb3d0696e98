"""Reports for staff: state, error, another try, and the file."""

from io import BytesIO
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from applications.actions.unseal import unseal
from portal import files, outbox, reports
from portal.clusters import server_now
from portal.models import OutboxMessage, Report, ReportOrder, User
from portal.reports import TOPIC, make
from portal.roles import SYSTEM, Agency, Role
from tests.factories.applications import submitted_application
from tests.factories.people import manager, person, secretary, staff
from tests.factories.rounds import announced_round, close, draft_round, open_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def order():
    return ReportOrder.objects.get(subject=announced_round().reference)


def fail(order):
    message = OutboxMessage.objects.filter(topic=TOPIC, object_id=order.pk)
    message.update(failed_at=timezone.now(), attempts=5, error="PdfError: 글꼴이 없습니다")


def test_reports_are_listed_for_staff_only(as_, client, order):
    assert client.get("/reports/").status_code == 302
    assert as_(person()).get("/reports/").status_code == 404
    assert [each.order for each in as_(secretary()).get("/reports/").context["states"]] == [order]


@pytest.mark.parametrize(
    ("query", "found"),
    [("", ["failed", "waiting"]), ("failed", ["failed"]), ("waiting", ["waiting"]), ("done", []), ("nonsense", ["failed", "waiting"])],
)  # fmt: skip
def test_reports_by_state(as_, order, query, found):
    announced_round()
    fail(order)

    page = as_(manager()).get("/reports/", {"state": query})

    assert sorted(each.status for each in page.context["states"]) == found
    assert page.context["failed"] == 1


def test_report_file_follows_the_round(client, order):
    address = reverse("report_file", args=[order.number])

    before = client.get(address).status_code
    make(order.pk)()

    assert before == 404
    assert "/files/" in client.get(address).headers["Location"]
    assert client.get(reverse("report_file", args=["no-such"])).status_code == 404


def test_a_link_to_a_report_asks_the_policy_again(client):
    """A link made for somebody to whom the report is not open leads to nothing, though their session stands."""
    draft, now = draft_round(), server_now()
    order = ReportOrder.objects.create(kind="rule_card", subject=draft.reference, number="RC-x", ordered_at=now)
    stored = files.store(BytesIO(b"%PDF-1.7"), name="a.pdf", content_type="application/pdf", actor=SYSTEM, now=now)
    Report.objects.create(order=order, file=stored, content_sha256="0" * 64, pages=1, made_at=now)

    def opened(actor):
        client.force_login(User.objects.get(pk=actor.user_id))
        link = files.link(stored, actor=actor, session=client.session.session_key)
        answer = client.get(urlsplit(link).path, headers={"host": settings.FILES_HOST})
        answer.getvalue()
        return answer.status_code

    assert (opened(manager()), opened(person())) == (200, 404)


def test_report_file_of_what_is_not_public_is_absent(client, as_):
    draft = draft_round()
    order = ReportOrder.objects.create(
        kind="rule_card", subject=draft.reference, number="RC-x", ordered_at=draft.created_at
    )
    make_nothing = reverse("report_file", args=[order.number])

    assert client.get(make_nothing).status_code == 404
    assert as_(person()).get(make_nothing).status_code == 404


def test_retry_report_starts_a_failed_one_again(as_, order):
    fail(order)
    client = as_(secretary())

    shown = client.get("/reports/").content.decode()
    response = client.post(reverse("retry_report", args=[order.number]))

    assert "글꼴이 없습니다" in shown
    assert response.headers["Location"] == "/reports/"
    assert OutboxMessage.objects.get(topic=TOPIC, object_id=order.pk).failed_at is None


def test_retry_report_that_has_not_failed_is_not_possible_now(as_, order):
    assert as_(manager()).post(reverse("retry_report", args=[order.number])).status_code == 409
    assert as_(person()).post(reverse("retry_report", args=[order.number])).status_code == 404
    assert as_(manager()).get(reverse("retry_report", args=[order.number])).status_code == 405


@pytest.mark.parametrize("topic", ["mail", "receipt", "withdrawal"])
def test_failed_work_of_every_topic_is_shown_and_started_again(as_, topic):
    client, address = as_(secretary()), reverse("retry_work")
    outbox.put(topic, 1, key="away")
    outbox.put(topic, 2, key="sound")
    assert client.post(address, {"key": "away"}).status_code == 409
    failing = OutboxMessage.objects.filter(key="away")
    failing.update(failed_at=timezone.now(), attempts=9, error="ConnectionError: 메일 서버")

    page = client.get("/reports/")
    home = client.get("/")
    sent = client.post(address, {"key": "away"})

    assert [each.key for each in page.context["work"]] == ["away"]
    assert "ConnectionError: 메일 서버" in page.content.decode()
    assert [each.url for items in dict(home.context["groups"]).values() for each in items if each.state == "late"] == [
        "/reports/"
    ]
    assert sent.headers["Location"] == "/reports/"
    assert (failing.get().failed_at, failing.get().attempts) == (None, 0)
    assert [
        each for items in dict(client.get("/").context["groups"]).values() for each in items if each.state == "late"
    ] == []


def test_failed_work_is_started_again_all_at_once(as_):
    for number in (1, 2):
        outbox.put("mail", number)
    OutboxMessage.objects.filter(topic="mail").update(failed_at=timezone.now(), error="ConnectionError")

    assert as_(person()).post(reverse("retry_work")).status_code == 404
    assert as_(manager()).post(reverse("retry_work")).status_code == 302
    assert not OutboxMessage.objects.filter(failed_at__isnull=False).exists()


def test_sealed_receipts_are_listed_by_round_only(as_):
    """Before the unsealing a round is named whether anybody applied or not; afterwards each receipt can be opened."""
    applied, nobody = open_round(), open_round()
    receipt = submitted_application(applied, person()).submissions.get().receipt_no
    fail(reports.order(kind="receipt", subject=receipt, number=receipt, actor=SYSTEM, now=server_now()))
    client = as_(manager())

    before = client.get("/reports/")
    retried = client.post(reverse("retry_work")).status_code
    close(applied)
    unseal(round_id=applied.pk, actor=secretary(), now=server_now())
    after = client.get("/reports/")

    assert receipt not in before.content.decode()
    assert {(each.about, each.failed) for each in before.context["sealed"]} == {
        (applied.reference, 1),
        (nobody.reference, 0),
    }
    assert retried == 302
    assert receipt in {each.order.subject for each in after.context["states"]}
    assert [each.about for each in after.context["sealed"]] == [nobody.reference]


def test_auditor_lists_reports_and_starts_none(as_, order):
    fail(order)
    audits = as_(staff(Role.AUDITOR, Agency.MSIT))

    page = audits.get("/reports/")

    assert [each.order for each in page.context["states"]] == [order]
    assert "/retry/" not in page.content.decode()
    assert audits.post(reverse("retry_report", args=[order.number])).status_code == 403
