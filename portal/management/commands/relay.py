"""`manage.py relay`: keep passing outbox messages on to the worker."""

import time
from typing import Any

from django.core.management.base import BaseCommand
from django.db import OperationalError, connection

from portal.clusters import require_own_kind
from portal.relay import pass_on

IDLE_SECONDS = 2.0


class Command(BaseCommand):
    """Wakes on NOTIFY outbox, and every two seconds for leases that ran out."""

    help = "Pass outbox messages on to the Celery worker until stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until the process is ended; a lost database connection is opened again."""
        require_own_kind()
        while True:
            try:
                self._listen()
            except OperationalError as error:
                self.stderr.write(f"database away: {error}")
                connection.close()
                time.sleep(1)

    def _listen(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("LISTEN outbox")
        while True:
            pass_on()
            # The driver's own errors become Django's, as they do for queries.
            with connection.wrap_database_errors:
                for _ in connection.connection.notifies(timeout=IDLE_SECONDS, stop_after=1):
                    break
