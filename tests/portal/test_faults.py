"""Processes are killed and the broker forgets; what was promised is kept all the same, once."""

import json
import os
import shutil
import signal
import time
from itertools import count
from pathlib import Path

import pytest
import redis
from django.conf import settings
from django.db import connections

from portal import outbox
from portal.clusters import server_now
from portal.models import Mail, OutboxMessage, Report, ReportOrder, StoredFile
from tests.factories import people, rounds
from tests.plugins.site import running_site
from tests.plugins.visitor import Visitor

LEASE_SECONDS = 5
_numbers = count(1)


@pytest.fixture(scope="module")
def temporary(tmp_path_factory):
    """Where the processes of the site keep what is temporary."""
    return tmp_path_factory.mktemp("temporary")


@pytest.fixture(scope="module")
def running(django_db_setup, django_db_blocker, temporary):
    variables = {"OUTBOX_LEASE_SECONDS": str(LEASE_SECONDS), "TMPDIR": str(temporary)}
    with django_db_blocker.unblock(), running_site(**variables) as site:
        yield site


@pytest.fixture
def site(running):
    """The running site, whole again after each test."""
    yield running
    for name in running.commands.keys() - running.portal.children.keys():
        running.start(name)


def wait_until(ready, within=120.0):
    """As the site's own wait, also while one of its processes is missing."""
    deadline = time.monotonic() + within
    while not ready():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def order_mail() -> Mail:
    """Some work that is quickly done."""
    mail = Mail.objects.create(
        key=f"fault-{next(_numbers)}", to="lead@example.test", subject="알림", body="본문\n", written_at=server_now()
    )
    outbox.put("mail", mail.pk)
    return mail


def message_of(topic, row) -> OutboxMessage:
    return OutboxMessage.objects.get(topic=topic, object_id=row.pk)


def delivered(mails):
    return all(message_of("mail", mail).done_at for mail in mails)


def copies(site, mail):
    """How often this mail reached the mail server."""
    return sum(f"<{mail.key}@" in letter["Message-ID"] for letter in site.inbox(mail.to))


def order_report() -> ReportOrder:
    """The rule card of a round that is opened."""
    return ReportOrder.objects.get(kind="rule_card", subject=rounds.announced_round().reference)


def reported(order):
    return Report.objects.filter(order=order).exists()


def prints(temporary):
    """Whether a worker has its fonts laid out for printing; a fresh one does so for its first report."""
    return any(temporary.glob("gwaban-fonts-*"))


def blobs():
    folder = Path(settings.STORAGES["default"]["OPTIONS"]["location"])
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def answers(visitor, *paths):
    return [visitor.get(path).status for path in paths]


@pytest.mark.parametrize("victim", ["the whole worker", "its child"])
def test_report_appears_once_though_the_worker_is_killed_while_it_prints(site, temporary, victim):
    site.kill("worker")
    for left in temporary.glob("gwaban-fonts-*"):
        shutil.rmtree(left)
    before, files_before = blobs(), StoredFile.objects.count()
    order = order_report()
    site.start("worker")
    wait_until(lambda: prints(temporary))

    if victim == "its child":
        os.kill(int(next(temporary.glob("gwaban-fonts-*")).name.split("-")[2]), signal.SIGKILL)
    else:
        site.kill("worker")
    assert not reported(order)
    if victim == "the whole worker":
        site.start("worker")
    wait_until(lambda: reported(order))

    message = message_of("report", order)
    report = Report.objects.get(order=order)
    assert (message.done_at is None, message.failed_at, message.error) == (False, None, "")
    # One file that is referenced; bytes that nobody refers to may lie there for each try that was cut short.
    assert StoredFile.objects.count() - files_before == 1
    left = blobs() - before - {report.file.key}
    assert len(left) <= message.attempts - 1


def test_nothing_is_lost_while_the_broker_is_away(site):
    user, visitor = people.make_user(), Visitor(site)
    call = rounds.open_round()
    site.kill("broker")
    mails = [order_mail() for _ in range(3)]

    assert answers(visitor, "/rounds/", f"/rounds/{call.reference}/", "/healthz") == [200] * 3
    login = visitor.log_in(user.email, people.PASSWORD)
    assert (login.status, login.headers["Location"]) == (302, "/")
    assert answers(visitor, "/", "/applications/", f"/rounds/{call.reference}/apply/") == [200] * 3
    started = visitor.post(f"/rounds/{call.reference}/apply/", team_name="가람 컨소시엄")
    assert started.status == 302
    ready = visitor.get("/readyz")
    checks = {"database": "ok", "cache": "ConnectionError", "worker": "ConnectionError", "storage": "ok"}
    assert (ready.status, json.loads(ready.body)["checks"]) == (503, checks)
    assert not delivered(mails)

    site.start("broker")
    wait_until(lambda: delivered(mails))
    assert [copies(site, mail) for mail in mails] == [1, 1, 1]
    wait_until(lambda: visitor.get("/readyz").status == 200)


def test_nothing_is_lost_when_the_broker_forgets_everything(site):
    site.kill("worker")
    mails = [order_mail() for _ in range(3)]
    wait_until(lambda: all(message_of("mail", mail).leased_until for mail in mails))
    with redis.Redis.from_url(site.portal.env["REDIS_URL"].replace("redis+socket", "unix")) as client:
        assert client.llen("celery") == 3
        client.flushall()

    site.start("worker")
    wait_until(lambda: delivered(mails))

    assert [copies(site, mail) for mail in mails] == [1, 1, 1]
    assert [message_of("mail", mail).attempts for mail in mails] == [2, 2, 2]


def test_work_goes_on_after_the_relay_was_killed(site):
    site.kill("relay")
    mails = [order_mail() for _ in range(3)]
    time.sleep(0.5)
    assert [message_of("mail", mail).attempts for mail in mails] == [0, 0, 0]

    site.start("relay")
    wait_until(lambda: delivered(mails))

    assert [copies(site, mail) for mail in mails] == [1, 1, 1]


def test_every_process_finds_its_way_back_to_the_database(site):
    visitor = Visitor(site)
    assert visitor.get("/rounds/").status == 200
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        assert cursor.fetchone()[0] >= 3
    connections.close_all()

    mail = order_mail()
    assert answers(visitor, "/rounds/", "/healthz", "/accounts/login/") == [200] * 3
    wait_until(lambda: delivered([mail]))
    assert copies(site, mail) == 1
