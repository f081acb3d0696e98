"""Put work for the worker into the transaction that causes it; the relay and `portal.tasks.deliver` do the rest."""

from portal.models import OutboxMessage


def put(topic: str, object_id: int, *, key: str | None = None) -> None:
    """Order one piece of work. The same key is the same work: a second call does nothing."""
    OutboxMessage.objects.bulk_create(
        [OutboxMessage(topic=topic, object_id=object_id, key=key or f"{topic}:{object_id}")], ignore_conflicts=True
    )
