"""Evidence bundles, format `gwaban/evidence-1` (reviews/evidence_format.md): what the tables say, straight from them.

Nothing is checked, repaired or computed here: a row that somebody changed goes into the bundle as it is, and
`reviews/verify.py` names it.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.core.files.storage import default_storage
from django.db.models import Q, QuerySet

from portal import heads
from portal.models import Approval, AuditEvent, AuditSeal
from portal.registry import EvidencePart, registry

FORMAT = "gwaban/evidence-1"
CHUNK = 1024 * 1024


class Kind(StrEnum):
    """For court and auditor, or for everybody."""

    SEALED = "sealed"
    PUBLIC = "public"


def write(stream: IO[bytes], round_: Any, kind: Kind, *, now: datetime) -> str:
    """Write the bundle of a round (it has `reference` and `chain`) as a zip; returns the SHA-256 of its contents list.

    Call it in one transaction, so that all parts say the same. A stored file that is gone is left out.
    """
    with ZipFile(stream, "w", ZIP_DEFLATED) as bundle:
        listed = {}
        for part in registry.evidence:
            if rows := part.rows if kind is Kind.SEALED else part.public:
                listed[part.name] = _write(bundle, part.name, _lines(rows(round_)))
        if kind is Kind.SEALED:
            for path, key in (each for files in registry.evidence_files for each in files(round_)):
                if default_storage.exists(key):
                    listed[path] = _write(bundle, path, _chunks(key))
        contents = _line(
            {
                "format": FORMAT,
                "kind": kind.value,
                "round": round_.reference,
                "chain": round_.chain,
                "made_at": now,
                "files": listed,
            }
        )
        _write(bundle, "bundle.json", [contents])
    return hashlib.sha256(contents).hexdigest()


def listed(rows: QuerySet, *fields: str, **renamed: str) -> Iterator[dict[str, Any]]:
    """The rows as dicts: `fields` under their own names, `renamed` as {name: field path}; one statement."""
    names = [*fields, *renamed]
    for values in rows.values_list(*fields, *renamed.values()):
        yield dict(zip(names, values, strict=True))


def _write(bundle: ZipFile, path: str, pieces: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    # Without a date the same records give the same bytes.
    info = ZipInfo(path)
    info.compress_type = ZIP_DEFLATED
    with bundle.open(info, "w") as file:
        for piece in pieces:
            digest.update(piece)
            file.write(piece)
    return digest.hexdigest()


def _chunks(key: str) -> Iterator[bytes]:
    with default_storage.open(key) as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _lines(rows: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    return map(_line, rows)


def _line(row: Mapping[str, Any]) -> bytes:
    return json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain).encode() + b"\n"


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    if isinstance(value, memoryview | bytes):
        return bytes(value).hex()
    raise TypeError(f"{type(value).__name__} has no place in evidence")


def _chain(round_: Any) -> Iterator[dict[str, Any]]:
    links = AuditEvent.objects.filter(chain__name=round_.chain).order_by("seq", "pk")
    for row in listed(links, "seq", "prev", "hash", "verb", "subject", "at", "body"):
        yield row | {"body": _text(row["body"])}


def _openings(round_: Any) -> Iterator[dict[str, Any]]:
    seals = AuditSeal.objects.filter(event__chain__name=round_.chain).order_by("event__seq", "pk")
    return _opened(seals)


def _public_openings(round_: Any) -> Iterator[dict[str, Any]]:
    seals = AuditSeal.objects.filter(event__chain__name=round_.chain, event__verb__in=registry.public_links)
    return _opened(seals.order_by("event__seq", "pk"))


def _opened(seals: QuerySet) -> Iterator[dict[str, Any]]:
    for row in listed(seals, "nonce", "data", seq="event__seq", actor="actor_id"):
        yield row | {"data": _text(row["data"])}


def _heads(round_: Any) -> Iterable[dict[str, Any]]:
    return heads.of_chain(round_.chain)


def _approvals(round_: Any) -> Iterator[dict[str, Any]]:
    about = Q(subject=round_.reference) | Q(subject__startswith=f"{round_.reference}/")
    asked = Approval.objects.filter(about).order_by("pk")
    rows = listed(
        asked,
        *("reference", "verb", "subject", "payload", "payload_sha256", "reason", "requested_agency", "requested_at"),
        "expires_at",
        requested_by="requested_by_id",
        verdict="answer__verdict",
        answer_reason="answer__reason",
        answered_by="answer__answered_by_id",
        answered_at="answer__answered_at",
    )
    for row in rows:
        yield row | {"payload": _text(row["payload"])}


def _text(value: Any) -> str:
    """Canonical bytes are text; bytes that somebody wrote over them may be anything."""
    return bytes(value).decode(errors="backslashreplace")


PARTS = (
    EvidencePart("chain.jsonl", rows=_chain, public=_chain),
    EvidencePart("openings.jsonl", rows=_openings, public=_public_openings),
    EvidencePart("heads.jsonl", rows=_heads, public=_heads),
    EvidencePart("approvals.jsonl", rows=_approvals),
)
