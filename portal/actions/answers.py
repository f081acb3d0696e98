"""What an act answered, kept by the person's `Idempotency-Key`: a repeated request gets it again and acts once."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from portal.canonical import sha256_hex
from portal.errors import BrokenRule, Problem
from portal.models import KeptAnswer
from portal.roles import Actor

# The unique key is the lock; the update that changes nothing makes the row that stands come back.
_CLAIM = """
INSERT INTO portal_keptanswer (user_id, key, fingerprint, kept_at) VALUES (%s, %s, %s, %s)
ON CONFLICT (user_id, key) DO UPDATE SET key = EXCLUDED.key RETURNING *
"""


@transaction.atomic
def begin_answer(*, key: str, request: Mapping[str, Any], actor: Actor, now: datetime) -> tuple[KeptAnswer, bool]:
    """The answer under this key, and whether it was given before.

    A second request with the same key waits here until the first has ended; if that was rolled back, this one acts.
    `request` is what was asked, as JSON. Raises BrokenRule when the key stood for another request.
    """
    fingerprint = sha256_hex(json.dumps(request, sort_keys=True, ensure_ascii=True, default=str).encode())
    [kept] = KeptAnswer.objects.raw(_CLAIM, [actor.user_id, key, fingerprint, now])
    if kept.fingerprint != fingerprint:
        raise BrokenRule(Problem("idempotency_key_reused", field_name="Idempotency-Key"))
    return kept, kept.status is not None


@transaction.atomic
def keep_answer(*, kept: KeptAnswer, status: int, body: Any) -> None:
    """Keep what the act answered, in the act's own transaction."""
    kept.status, kept.body = status, body
    kept.save(update_fields=["status", "body"])
