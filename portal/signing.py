"""The Ed25519 key that signs the heads of the chains: a PEM file outside the database, named by SIGNING_KEY_FILE.

`python -m portal.signing FILE` makes one and prints its fingerprint; production never makes its own.
"""

import os
import secrets
import sys
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from portal.canonical import sha256_hex

_MAKES_ITS_OWN = {"demo", "test"}


def public_key() -> str:
    """The 32 bytes of the public key in hex."""
    return _key(settings.SIGNING_KEY_FILE).public_key().public_bytes_raw().hex()


def fingerprint(public: str) -> str:
    """The SHA-256 of a public key's 32 bytes: what papers print and holders compare."""
    return sha256_hex(bytes.fromhex(public))


def sign(data: bytes) -> str:
    """The signature over these bytes in hex. Raises ImproperlyConfigured without a key."""
    return _key(settings.SIGNING_KEY_FILE).sign(data).hex()


def read(path: Path) -> Ed25519PrivateKey:
    """The key in a PEM file. Raises OSError when it cannot be read, ValueError when it holds something else."""
    found = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(found, Ed25519PrivateKey):
        raise ValueError("not an Ed25519 key")  # noqa: TRY004 (the file's content is wrong, not a type of ours)
    return found


def make(path: Path) -> None:
    """Write a new key, readable by its owner alone; one that stands already is left as it is, whoever was faster."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    written = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(written)
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        return
    finally:
        draft.unlink()


@cache
def _key(name: str) -> Ed25519PrivateKey:
    path = Path(name)
    if settings.MODE in _MAKES_ITS_OWN and not path.exists():
        make(path)
    try:
        return read(path)
    except (OSError, ValueError) as error:
        raise ImproperlyConfigured(f"SIGNING_KEY_FILE names no readable Ed25519 key: {error}") from error


if __name__ == "__main__":
    made = Path(sys.argv[1])
    make(made)
    sys.stdout.write(fingerprint(read(made).public_key().public_bytes_raw().hex()) + "\n")
