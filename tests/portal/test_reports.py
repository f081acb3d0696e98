"""A report is ordered once and made once; what cannot be printed says so to staff, who may start it again."""

import pytest
from django.db.models import Q
from django.urls import reverse

from portal import files, reports
from portal.clusters import server_now
from portal.errors import ALLOWED
from portal.models import OutboxMessage, Report, StoredFile, User
from portal.pdf import PdfError
from portal.registry import ReportKind, registry
from portal.reports import Content
from portal.roles import SYSTEM
from portal.tasks import deliver
from tests.factories import people
from tests.plugins.pages import masked

pytestmark = pytest.mark.django_db

SOUND = "<!DOCTYPE html><html lang='ko'><body><main><h1>{{ title }}</h1><p>{{ text }}</p></main></body></html>"
LOST_PICTURE = SOUND.replace("<p>", "<p><img src='https://elsewhere.test/seal.png' alt=''>")
STRANGE = SOUND.replace("<p>", "<form></form><p>")


@pytest.fixture
def template(settings, tmp_path):
    """Gives a function that writes the template of the kind `probe`, as a new version of the portal would bring it."""
    (tmp_path / "reports").mkdir()
    before = settings.TEMPLATES[0]

    def write(source: str) -> None:
        (tmp_path / "reports" / "probe.html").write_text(source)
        # Assigning the setting makes Django read templates anew.
        settings.TEMPLATES = [{**before, "DIRS": [*before["DIRS"], tmp_path]}]

    write(SOUND)
    return write


@pytest.fixture
def order(monkeypatch, template):
    kind = ReportKind(
        kind="probe",
        label="점검",
        build=lambda order: Content("probe", "점검 보고서", {"text": f"{order.subject} <b>"}),
        may_see=lambda actor, order: ALLOWED,
        opens=lambda actor: Q(),
        file_name=lambda order: f"{order.number}.pdf",
    )
    monkeypatch.setitem(registry.reports, "probe", kind)
    return reports.order(kind="probe", subject="본문", number="CHECK-2026-1", actor=SYSTEM, now=server_now())


def work(order) -> OutboxMessage:
    """One try of the worker, as the relay would order it; gives the message afterwards."""
    message = OutboxMessage.objects.get(topic=reports.TOPIC, object_id=order.pk)
    message.attempts += 1
    message.save()
    deliver(message_id=message.pk)
    message.refresh_from_db()
    return message


def test_report_is_made_once_whoever_tries_again(order):
    message = work(order)
    work(order)
    # What a worker does whose lease ran out while another one finished.
    OutboxMessage.objects.filter(pk=message.pk).update(done_at=None)
    work(order)

    report = Report.objects.get(order=order)
    assert StoredFile.objects.count() == 1
    assert files.content(report.file).startswith(b"%PDF-")
    assert (report.pages, report.file.name) == (1, "CHECK-2026-1.pdf")


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (LOST_PICTURE, PdfError("asset", url="https://elsewhere.test/seal.png")),
        (STRANGE, PdfError("element", tag="form")),
    ],
    ids=["missing picture", "strange element"],
)
def test_failed_report_shows_its_reason_and_is_started_again(client, order, template, source, reason):
    client.force_login(User.objects.get(pk=people.secretary().user_id))
    template(source)

    failed = work(order)

    assert (failed.failed_at is None, failed.done_at, Report.objects.count()) == (False, None, 0)
    assert failed.error == f"PdfError: {reason}"
    assert failed.error in masked(client.get(reverse("reports"), {"state": "failed"}))
    assert client.get(reverse("report_file", args=[order.number])).status_code == 404

    template(SOUND)
    assert client.post(reverse("retry_report", args=[order.number])).status_code == 302
    assert work(order).done_at is not None

    assert Report.objects.filter(order=order).count() == 1
    assert client.get(reverse("report_file", args=[order.number])).status_code == 302
    assert client.post(reverse("retry_report", args=[order.number])).status_code == 409


def test_report_that_has_failed_too_often_stays_failed_until_somebody_acts(order, monkeypatch):
    monkeypatch.setitem(registry.reports, "probe", None)
    tries = [work(order).failed_at is not None for _ in range(registry.topics[reports.TOPIC].tries)]

    assert tries == [False] * (registry.topics[reports.TOPIC].tries - 1) + [True]
    assert reports.states(type(order).objects.all())[0].status == "failed"
