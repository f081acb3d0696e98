"""From the outbox to the broker: claims due messages and sends their ids. The broker may be wiped at any moment."""

import json
import logging
from datetime import timedelta

from django.conf import settings
from django.db import connection

from portal.registry import registry
from portal.tasks import deliver

logger = logging.getLogger(__name__)

_CLAIM = """
UPDATE portal_outboxmessage SET leased_until = clock_timestamp() + %s, attempts = attempts + 1
WHERE id IN (
    SELECT id FROM portal_outboxmessage
    WHERE done_at IS NULL AND failed_at IS NULL AND (leased_until IS NULL OR leased_until < clock_timestamp())
    ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED)
RETURNING id
"""
# A message whose worker died on its last attempt must end as failed, visibly.
_GIVE_UP = """
UPDATE portal_outboxmessage SET failed_at = clock_timestamp(), error = coalesce(nullif(error, ''), 'worker lost')
WHERE done_at IS NULL AND failed_at IS NULL AND leased_until < clock_timestamp()
  AND attempts >= coalesce((%s::jsonb ->> topic)::int, 5)
"""


def pass_on(limit: int = 100) -> int:
    """Lease due messages and hand their ids to the worker; returns how many.

    With the broker away the lease is given back, so that the next pass sends them.
    """
    with connection.cursor() as cursor:
        cursor.execute(_GIVE_UP, [json.dumps({name: topic.tries for name, topic in registry.topics.items()})])
        cursor.execute(_CLAIM, [timedelta(seconds=settings.OUTBOX_LEASE_SECONDS), limit])
        ids = sorted(row[0] for row in cursor.fetchall())
        for index, message_id in enumerate(ids):
            try:
                deliver.apply_async(kwargs={"message_id": message_id}, retry=False)
            except Exception as error:  # noqa: BLE001 (any broker fault means: later)
                logger.warning("broker away: %s", error)
                cursor.execute(
                    "UPDATE portal_outboxmessage SET leased_until = NULL, attempts = attempts - 1 WHERE id = ANY(%s)",
                    [ids[index:]],
                )
                return index
    return len(ids)
