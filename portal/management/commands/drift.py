"""`manage.py drift`: is the database still protected as its migrations left it?"""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal import drift
from portal.models import GuardBaseline


class Command(BaseCommand):
    """One line a guard that differs. Exit status 0 when none does, 1 when some do, 2 before any migration."""

    help = "Name every trigger, function, grant, constraint or role that differs from what was migrated."

    def handle(self, **options: Any) -> None:
        """Raises CommandError (status 2) where no migration has left a baseline."""
        try:
            found = drift.drift()
        except GuardBaseline.DoesNotExist as missing:
            raise CommandError("this database has no baseline; run migrate", returncode=2) from missing
        for each in found:
            self.stdout.write(f"{each.kind} {each.name}: {each.after or 'gone'}; was {each.before or 'not there'}")
        if found:
            sys.exit(1)
