"""The one way into a chain: `record()` appends what was done, in the act's own transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from portal import heads
from portal.canonical import canonical, commitment, new_nonce, timestamp
from portal.models import Chain
from portal.registry import registry
from portal.roles import Actor

HOUSE = "house"


@dataclass(frozen=True)
class Entry:
    """Where an act stands in its chain; `hash` is hex. `commitment` binds to the sealed data."""

    chain: str
    seq: int
    hash: str
    commitment: str

    def as_json(self) -> dict[str, Any]:
        """The form in which receipts, mails and decisions quote it."""
        return {"chain": self.chain, "seq": self.seq, "hash": self.hash}


def open_chain(name: str) -> None:
    """Start a round's chain at length 0; a second call does nothing."""
    Chain.objects.bulk_create([Chain(name=name)], ignore_conflicts=True)


def record(
    *, actor: Actor, verb: str, subject: str, at: datetime, data: Mapping[str, Any], chain: str = HOUSE
) -> Entry:
    """Append one act to a chain and return its place.

    `data` is JSON without floats; it and the actor go under a salted commitment, so that the chain itself shows
    neither a score nor a name (design, Evidence). At a gate (`registry.gates`) the new head is signed as well. Call it
    last: it locks the chain until the transaction ends.
    """
    sealed = canonical({"actor": actor.user_id, "data": dict(data)})
    nonce = new_nonce()
    bound = commitment(sealed, nonce)
    body = canonical(
        {"at": timestamp(at), "by": actor.label, "chain": chain, "commitment": bound, "subject": subject, "verb": verb}
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT seq, hash FROM portal_append(%s, %s, %s, %s, %s, %s, %s, %s)",
            [chain, body, verb, subject, at, actor.user_id, sealed, nonce],
        )
        seq, digest = cursor.fetchone()
    entry = Entry(chain=chain, seq=seq, hash=bytes(digest).hex(), commitment=bound)
    if verb in registry.gates:
        heads.sign(chain=chain, seq=seq, hash_=entry.hash, gate=verb, at=at)
    return entry
