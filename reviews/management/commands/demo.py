"""`manage.py demo`: play a call through the real actions up to its published decision."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.clusters import act_as_system, cluster_mark
from portal.display import kdatetime
from portal.models import OutboxMessage
from reviews.demo.story import STEPS, play

PATIENCE_SECONDS = 60


class Command(BaseCommand):
    """Plays what is missing, then waits until the worker has made every report and sent every mail."""

    help = "Play the demo's rounds (demo clusters only); a second run plays only what is missing."

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse any cluster that was not created as a demo or test."""
        if not cluster_mark().is_demo:
            raise CommandError("The demo plays on a demo cluster only.")
        act_as_system()
        for number, (name, clock) in enumerate(play(), start=1):
            self.stdout.write(f"  {number:2}/{len(STEPS)}  {kdatetime(clock)}  {name}")
        self._wait_for_worker()

    def _wait_for_worker(self) -> None:
        waiting = OutboxMessage.objects.filter(done_at__isnull=True)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while (left := waiting.filter(failed_at__isnull=True).count()) and time.monotonic() < deadline:
            time.sleep(0.2)
        if failed := waiting.filter(failed_at__isnull=False).count():
            self.stderr.write(f"  {failed} reports or mails failed; /reports/ shows why")
        self.stdout.write(
            f"  reports and mails: {OutboxMessage.objects.filter(done_at__isnull=False).count()} done, {left} waiting"
        )
