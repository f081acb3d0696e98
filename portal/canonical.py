"""Canonical bytes (RFC 8785), hashes over them, times and salted commitments."""

import hashlib
import secrets
from datetime import UTC, datetime
from typing import Any

import rfc8785

NONCE_BYTES = 16
_COMMITMENT_TAG = b"gwaban/commitment-1\x00"


def canonical(value: Any) -> bytes:
    """The RFC 8785 bytes of a JSON value. Raises ValueError on a float or anything that is not JSON."""
    _refuse_floats(value)
    return rfc8785.dumps(value)


def sha256_hex(data: bytes) -> str:
    """The SHA-256 of these bytes in lower-case hex."""
    return hashlib.sha256(data).hexdigest()


def new_nonce() -> bytes:
    """128 random bits: a bare hash of a score would be the score."""
    return secrets.token_bytes(NONCE_BYTES)


def timestamp(at: datetime) -> str:
    """UTC with milliseconds and Z, as written into chains and documents."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def commitment(data: bytes, nonce: bytes) -> str:
    """SHA-256(tag ‖ nonce ‖ canonical bytes) in hex: binds to `data` without showing it."""
    return sha256_hex(_COMMITMENT_TAG + nonce + data)


def _refuse_floats(value: Any) -> None:
    if isinstance(value, float):
        raise ValueError("Floats have no place in a record; write decimals as strings.")  # noqa: TRY004
    if isinstance(value, dict):
        for item in value.values():
            _refuse_floats(item)
    elif isinstance(value, list | tuple):
        for item in value:
            _refuse_floats(item)
