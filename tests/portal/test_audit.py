"""The chain: what `record` appends can be recomputed by anybody who holds the bytes."""

import hashlib
import json
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError

from portal import audit
from portal.canonical import commitment
from portal.models import AuditEvent, AuditSeal, Chain
from portal.roles import SYSTEM, Actor, Agency, Role

NOW = datetime(2026, 1, 22, 9, 30, 0, 123456, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def recomputed(event: AuditEvent) -> bytes:
    """The chain's formula, written a second time."""
    tag = b"gwaban/chain-1\x00"
    return hashlib.sha256(tag + bytes(event.prev) + event.seq.to_bytes(8, "big") + bytes(event.body)).digest()


def test_record_chains_each_entry_to_the_one_before():
    audit.open_chain("round/test")
    entries = [
        audit.record(actor=SYSTEM, verb="round.close", subject=f"r{n}", at=NOW, data={"n": n}, chain="round/test")
        for n in range(3)
    ]
    events = list(AuditEvent.objects.filter(chain__name="round/test").order_by("seq"))

    assert [event.seq for event in events] == [1, 2, 3]
    assert [bytes(event.hash) for event in events] == [recomputed(event) for event in events]
    assert [bytes(event.prev) for event in events] == [bytes(32), *(bytes(event.hash) for event in events[:2])]
    assert [entry.hash for entry in entries] == [bytes(event.hash).hex() for event in events]
    assert bytes(Chain.objects.get(name="round/test").head) == bytes(events[-1].hash)


def test_record_shows_neither_name_nor_data():
    actor = Actor(user_id=None, name="김담당", roles=frozenset({Role.MANAGER}), agency=Agency.NIPA)
    entry = audit.record(actor=actor, verb="sheet.signed", subject="A1", at=NOW, data={"points": "35.5"})
    event = AuditEvent.objects.get(chain__name="house", seq=entry.seq)
    seal = AuditSeal.objects.get(event=event)

    assert json.loads(bytes(event.body)) == {
        "at": "2026-01-22T09:30:00.123Z",
        "by": "manager/NIPA",
        "chain": "house",
        "commitment": entry.commitment,
        "subject": "A1",
        "verb": "sheet.signed",
    }
    assert commitment(bytes(seal.data), bytes(seal.nonce)) == entry.commitment


def test_record_on_unknown_chain_fails():
    with pytest.raises(DatabaseError, match="no chain"):
        audit.record(actor=SYSTEM, verb="x", subject="x", at=NOW, data={}, chain="round/none")


def test_open_chain_twice_keeps_its_entries():
    audit.open_chain("round/twice")
    audit.record(actor=SYSTEM, verb="x", subject="x", at=NOW, data={}, chain="round/twice")
    audit.open_chain("round/twice")

    assert Chain.objects.get(name="round/twice").length == 1
