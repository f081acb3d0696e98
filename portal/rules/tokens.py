"""Tokens of the API: how one is made, recognised and when it ends."""

import hashlib
import secrets
from datetime import timedelta

# Told apart at a glance from other secrets, also by scanners that look for leaked ones.
PREFIX = "gwaban_"
USUAL_DAYS, MOST_DAYS = 90, 365
MOST_TOKENS = 20
# How old the moment of the last use may be; writing it at every request would make every read a write.
SEEN_EVERY = timedelta(minutes=10)
_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def new_secret() -> str:
    """256 random bits; shown once, never stored."""
    return PREFIX + secrets.token_urlsafe(32)


def new_reference() -> str:
    """By which a person recognises and revokes a token; it gives no access."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(8))


def fingerprint(secret: str) -> str:
    """What is stored of a token. A random secret needs no salt and no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()
