"""The outbox: nothing is lost when broker or worker are away, nothing is done twice."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from portal import mail, outbox, relay
from portal.clusters import server_now
from portal.models import Mail, OutboxMessage
from portal.registry import Topic, registry
from portal.tasks import deliver

pytestmark = pytest.mark.django_db


@pytest.fixture
def done(monkeypatch):
    """A topic whose work is to note the object's id; `fail` names ids that fail."""
    noted: list[int] = []

    def work(object_id):
        if object_id < 0:
            raise RuntimeError("font missing")
        return lambda: noted.append(object_id)

    monkeypatch.setitem(registry.topics, "note", Topic("note", work))
    return noted


def message(object_id: int) -> OutboxMessage:
    outbox.put("note", object_id)
    return OutboxMessage.objects.get(topic="note", object_id=object_id)


def test_put_twice_is_one_piece_of_work():
    outbox.put("note", 7)
    outbox.put("note", 7)

    assert OutboxMessage.objects.filter(topic="note").count() == 1


def test_deliver_does_the_work_once(done):
    waiting = message(7)

    deliver(message_id=waiting.pk)
    deliver(message_id=waiting.pk)

    waiting.refresh_from_db()
    assert done == [7]
    assert waiting.done_at is not None


def test_deliver_keeps_the_error_and_the_work(done):
    waiting = message(-1)
    waiting.attempts = 1
    waiting.save()

    deliver(message_id=waiting.pk)

    waiting.refresh_from_db()
    assert (waiting.error, waiting.done_at, waiting.failed_at) == ("RuntimeError: font missing", None, None)


def test_deliver_fails_visibly_after_the_last_attempt(done):
    waiting = message(-1)
    waiting.attempts = registry.topics["note"].tries
    waiting.save()

    deliver(message_id=waiting.pk)

    waiting.refresh_from_db()
    assert waiting.failed_at is not None


def test_pass_on_gives_the_lease_back_when_the_broker_is_away(monkeypatch):
    waiting = message(7)
    monkeypatch.setattr(deliver, "apply_async", _broker_away)

    assert relay.pass_on() == 0

    waiting.refresh_from_db()
    assert (waiting.leased_until, waiting.attempts) == (None, 0)


def _broker_away(**kwargs):
    raise ConnectionError("no broker")


@pytest.mark.parametrize(
    ("leased_for", "attempts", "sent", "failed"),
    [
        (None, 0, True, False),
        (timedelta(seconds=60), 1, False, False),
        (timedelta(seconds=-1), 1, True, False),
        (timedelta(seconds=-1), 5, False, True),
    ],
)
def test_pass_on_sends_what_is_due(monkeypatch, leased_for, attempts, sent, failed):
    waiting = message(7)
    waiting.leased_until = timezone.now() + leased_for if leased_for else None
    waiting.attempts = attempts
    waiting.save()
    calls = []
    monkeypatch.setattr(deliver, "apply_async", lambda kwargs, **_: calls.append(kwargs))

    relay.pass_on()

    waiting.refresh_from_db()
    assert calls == ([{"message_id": waiting.pk}] if sent else [])
    assert (waiting.failed_at is not None) == failed


def test_outbox_wakes_its_listeners():
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE tgname = 'outbox_notify'")
        assert cursor.fetchone() == ("outbox_notify",)


def test_write_renders_once_in_the_readers_language(tmp_path, settings):
    (tmp_path / "emails").mkdir()
    (tmp_path / "emails" / "hello.txt").write_text("{{ name }}\n\nBody for {{ name }}\n")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]

    for _ in range(2):
        mail.write(key="hello:1", to="a@example.test", template="hello", context={"name": "가람"}, now=server_now())

    written = Mail.objects.get(key="hello:1")
    assert (written.subject, written.body, written.language) == ("가람", "Body for 가람\n", "ko")
    assert OutboxMessage.objects.filter(topic="mail", object_id=written.pk).count() == 1


def test_mail_is_tried_for_hours_before_it_has_failed(monkeypatch):
    mail.write(key="m:1", to="a@example.test", template="withdrawn", context={}, now=server_now())
    waiting = OutboxMessage.objects.get(topic="mail")
    waited = timedelta()

    def away(object_id):
        raise ConnectionError("mail server away")

    monkeypatch.setitem(registry.topics, "mail", replace(registry.topics["mail"], work=away))
    while waiting.failed_at is None:
        waiting.attempts += 1
        waiting.save()
        before = timezone.now()
        deliver(message_id=waiting.pk)
        waiting.refresh_from_db()
        waited += waiting.leased_until - before

    assert timedelta(hours=12) < waited < timedelta(days=1)
    assert waiting.error == "ConnectionError: mail server away"
