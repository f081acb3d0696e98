"""Is the process alive, and are the parts it needs there?"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection

from portal.celery import app


def database() -> None:
    """The restricted role can read the cluster's mark."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind FROM portal_cluster")
        if cursor.fetchone() is None:
            raise RuntimeError("not migrated")


def broker() -> None:
    """Redis answers."""
    import redis  # noqa: PLC0415 (only this check needs the client)

    with redis.Redis.from_url(settings.REDIS_URL.replace("redis+socket://", "unix://"), socket_timeout=2) as client:
        client.ping()


def worker() -> None:
    """At least one Celery worker answers a ping."""
    if not app.control.ping(timeout=1.0, limit=1):
        raise RuntimeError("no worker")


def storage() -> None:
    """The file storage can be reached."""
    location = getattr(default_storage, "location", None)
    if location and not Path(location).is_dir():
        raise RuntimeError("storage folder is missing")
    if not location:
        default_storage.exists("probe")


LIVE: Mapping[str, Callable[[], None]] = {"database": database}
READY: Mapping[str, Callable[[], None]] = {"database": database, "cache": broker, "worker": worker, "storage": storage}


def examine(checks: Mapping[str, Callable[[], None]]) -> dict[str, Any]:
    """Run each check; the reason of a failure is its exception's name, never its text."""
    results = {}
    for name, check in checks.items():
        try:
            check()
        except Exception as error:  # noqa: BLE001 (a health page reports whatever went wrong)
            results[name] = type(error).__name__
        else:
            results[name] = "ok"
    return {"ok": all(result == "ok" for result in results.values()), "checks": results}
