"""Bytes in and out: store once with their hash, hand out by a short-lived link on the files origin."""

import hashlib
import secrets
from collections.abc import Iterator
from datetime import datetime
from typing import IO, Any

from django.conf import settings
from django.core import signing
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import connection

from portal.actors import PortalNow, actor_of
from portal.clusters import name_actor
from portal.models import ApiToken, StoredFile, User
from portal.registry import registry
from portal.roles import ANONYMOUS, Actor

CHUNK = 1024 * 1024
_SALT = "portal.files"


def store(content: IO[bytes], *, name: str, content_type: str, actor: Actor, now: datetime) -> StoredFile:
    """Write the bytes under a random name and return their (saved) row. Raises OSError when they cannot be kept."""
    digest, size = hashlib.sha256(), 0
    content.seek(0)
    while chunk := content.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
    content.seek(0)
    random_name = secrets.token_hex(20)
    key = default_storage.save(f"{random_name[:2]}/{random_name}", File(content))
    return StoredFile.objects.create(
        key=key,
        name=name,
        content_type=content_type,
        size=size,
        sha256=digest.hexdigest(),
        stored_by_id=actor.user_id,
        stored_at=now,
    )


def link(file: StoredFile, *, name: str | None = None, actor: Actor, session: str | None, token: str = "") -> str:
    """An address on the files origin that works for a minute; ask the object's policy before calling this.

    `session` is the key of the session that asks, `token` the reference of the API token: the link ends with it. The
    files origin gets no cookie of the site, so the address carries the key's hash.
    """
    asked = {"actor": actor.user_id, "session": _digest(session), "token": token}
    claim = {"file": file.pk, "name": name or file.name, **asked}
    return f"{settings.FILES_ORIGIN}/files/{signing.dumps(claim, salt=_SALT, compress=True)}/"


def opened(token: str) -> tuple[StoredFile, str] | None:
    """The file and the name to give it; None for a link that is forged, altered or older than a minute.

    None too when its session has ended, or when the person may not have the file any more (`registry.file_doors`):
    who stepped back or was dismissed since reaches it by no link. What is everybody's needs no session.
    """
    try:
        claim = signing.loads(token, salt=_SALT, max_age=settings.FILE_LINK_SECONDS)
    except signing.BadSignature:
        return None
    file = StoredFile.objects.filter(pk=claim["file"]).first()
    if file is None or not _may_have(claim, file):
        return None
    return file, claim["name"]


def _may_have(claim: dict[str, Any], file: StoredFile) -> bool:
    user = User.objects.filter(pk=claim["actor"], is_active=True).first() if claim["actor"] else None
    actors = [actor_of(user), ANONYMOUS] if user and _runs(claim) else [ANONYMOUS]
    return any(_has_door(actor, file) for actor in actors)


def _has_door(actor: Actor, file: StoredFile) -> bool:
    # Nobody is logged in at the files origin; the link says for whom it asks.
    name_actor(actor)
    return any(door(actor, file) for door in registry.file_doors)


def _digest(session: str | None) -> str:
    return hashlib.sha256(session.encode()).hexdigest() if session else ""


def _runs(claim: dict[str, Any]) -> bool:
    """Whether the session or token that asked still stands; an index over the hashes makes this one look-up."""
    if claim["token"]:
        return ApiToken.objects.filter(
            reference=claim["token"], revoked_at__isnull=True, expires_at__gt=PortalNow()
        ).exists()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM django_session WHERE sha256(session_key::bytea) = decode(%s, 'hex') AND expire_date > now()",
            [claim["session"]],
        )
        return cursor.fetchone() is not None


def chunks(file: StoredFile) -> Iterator[bytes]:
    """The stored bytes, piece by piece."""
    with default_storage.open(file.key) as stream:
        while chunk := stream.read(CHUNK):
            yield chunk


def content(file: StoredFile) -> bytes:
    """All stored bytes; for reports, not for proposals of hundreds of megabytes."""
    return b"".join(chunks(file))
