"""Signed heads of the chains, format `gwaban/head-1`: signed at each gate, printed wherever somebody may keep them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.utils.translation import gettext

from portal import signing
from portal.canonical import canonical, timestamp
from portal.models import AuditEvent, SignedHead

FORMAT = "gwaban/head-1"
# The gate of a head that was signed because somebody asked where the chain stands.
ASKED = "asked"
_TAG = b"gwaban/head-1\x00"


def sign(*, chain: str, seq: int, hash_: str, gate: str, at: datetime) -> SignedHead:
    """Sign and keep the head of a chain; call it in the transaction that wrote the link.

    Raises ImproperlyConfigured without a key.
    """
    public = signing.public_key()
    signed = _signed(chain=chain, seq=seq, hash_=hash_, gate=gate, at=at, public=public)
    return SignedHead.objects.create(
        chain=chain,
        seq=seq,
        hash=hash_,
        gate=gate,
        at=at,
        public_key=public,
        signature=signing.sign(_TAG + canonical(signed)),
    )


@transaction.atomic
def sign_newest(chain: str, *, now: datetime) -> None:
    """Sign where the chain stands now, unless its newest link is signed already; an empty chain has no head."""
    newest = AuditEvent.objects.filter(chain__name=chain).order_by("-seq").first()
    if newest is None or SignedHead.objects.filter(chain=chain, seq__gte=newest.seq).exists():
        return
    sign(chain=chain, seq=newest.seq, hash_=bytes(newest.hash).hex(), gate=ASKED, at=now)


def of_chain(chain: str) -> Iterable[dict[str, Any]]:
    """Every head of a chain as JSON, oldest first."""
    return map(as_json, SignedHead.objects.filter(chain=chain).order_by("seq", "pk"))


def at_link(chain: str, seq: int) -> dict[str, Any] | None:
    """The head that was signed over this link, as JSON, or None."""
    found = SignedHead.objects.filter(chain=chain, seq=seq).order_by("pk").first()
    return as_json(found) if found else None


@dataclass(frozen=True)
class Place:
    """Where an act stands in its chain, with the head that was signed over it, if one was."""

    chain: str
    seq: int
    hash: str
    head: Mapping[str, Any] | None


def place_of(subject: str, verb: str) -> Place | None:
    """The place of an act that stands once in its chain; one statement."""
    over = SignedHead.objects.filter(chain=OuterRef("chain__name"), seq=OuterRef("seq")).order_by("pk")
    fields = ("chain", "seq", "hash", "gate", "at", "public_key", "signature")
    signed = Subquery(over.values(json=JSONObject(**{name: name for name in fields}))[:1])
    found = AuditEvent.objects.filter(subject=subject, verb=verb).annotate(signed=signed)
    row = found.values_list("chain__name", "seq", "hash", "signed").first()
    if row is None:
        return None
    chain, seq, hash_, read = row
    head = SignedHead(**read | {"at": datetime.fromisoformat(read["at"])}) if read else None
    return Place(chain, seq, bytes(hash_).hex(), as_json(head) if head else None)


def at_gate(chain: str, gate: str) -> dict[str, Any] | None:
    """The newest head that was signed at this gate, as JSON, or None."""
    found = SignedHead.objects.filter(chain=chain, gate=gate).order_by("-seq").first()
    return as_json(found) if found else None


def as_json(head: SignedHead) -> dict[str, Any]:
    """`gwaban/head-1` with the key and the signature: everything that a holder needs but the key's fingerprint."""
    signed = _signed(
        chain=head.chain, seq=head.seq, hash_=head.hash, gate=head.gate, at=head.at, public=head.public_key
    )
    return signed | {"public_key": head.public_key, "signature": head.signature}


def in_words(head: Mapping[str, Any] | None) -> list[tuple[str, str]]:
    """(label, value) rows for pages and papers: what was signed, by which key, and the signature."""
    if head is None:
        return []
    return [
        (gettext("Signed head of the chain"), f"{head['chain']} #{head['seq']}  {head['hash']}"),
        (gettext("Signature (Ed25519)"), head["signature"]),
        (gettext("Fingerprint of the signing key"), head["key"]),
    ]


def _signed(*, chain: str, seq: int, hash_: str, gate: str, at: datetime, public: str) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "chain": chain,
        "seq": seq,
        "hash": hash_,
        "gate": gate,
        "at": timestamp(at),
        "key": signing.fingerprint(public),
    }
