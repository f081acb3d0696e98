"""Bytes in and out: store once with their hash, hand out by a short-lived link on the files origin."""

import hashlib
import secrets
from collections.abc import Iterator
from datetime import datetime
from typing import IO

from django.conf import settings
from django.core import signing
from django.core.files.base import File
from django.core.files.storage import default_storage

from portal.models import StoredFile
from portal.roles import Actor

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


def link(file: StoredFile, *, name: str | None = None, actor: Actor) -> str:
    """An address on the files origin that works for a minute; ask the object's policy before calling this."""
    token = signing.dumps(
        {"file": file.pk, "name": name or file.name, "actor": actor.user_id}, salt=_SALT, compress=True
    )
    return f"{settings.FILES_ORIGIN}/files/{token}/"


def opened(token: str) -> tuple[StoredFile, str] | None:
    """The file and the name to give it, or None for a link that is forged, altered or older than a minute."""
    try:
        claim = signing.loads(token, salt=_SALT, max_age=settings.FILE_LINK_SECONDS)
    except signing.BadSignature:
        return None
    file = StoredFile.objects.filter(pk=claim["file"]).first()
    return (file, claim["name"]) if file else None


def chunks(file: StoredFile) -> Iterator[bytes]:
    """The stored bytes, piece by piece."""
    with default_storage.open(file.key) as stream:
        while chunk := stream.read(CHUNK):
            yield chunk


def content(file: StoredFile) -> bytes:
    """All stored bytes; for reports, not for proposals of hundreds of megabytes."""
    return b"".join(chunks(file))
