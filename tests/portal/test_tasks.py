"""The worker acts as the system."""

import pytest
from django.db import connection

from portal import outbox
from portal.models import OutboxMessage
from portal.registry import Topic, registry
from portal.tasks import deliver

pytestmark = pytest.mark.django_db


def actor():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.actor', true)")
        return cursor.fetchone()[0]


def test_deliver_names_the_system_to_the_slow_part_and_to_the_result(monkeypatch):
    named = []

    def work(object_id):
        named.append(actor())
        return lambda: named.append(actor())

    monkeypatch.setitem(registry.topics, "note", Topic("note", work))
    outbox.put("note", 1)

    deliver(message_id=OutboxMessage.objects.get(topic="note").pk)

    assert named == ["system", "system"]
