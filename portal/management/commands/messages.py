"""`manage.py messages`: bring the Korean catalogue up to date with code and templates."""

from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand

from portal.catalogue import collect, merge

HEADER = {
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Transfer-Encoding": "8bit",
    "Language": "ko",
    "Plural-Forms": "nplurals=1; plural=0;",
}


class Command(BaseCommand):
    """Keeps what is translated, drops what nobody shows, lists what has no Korean yet."""

    help = "Collect all texts into portal/locale/ko and list those without Korean."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the catalogue; the untranslated ids go to standard output, one a line."""
        path = settings.LOCALE_PATHS[0] / "ko" / "LC_MESSAGES" / "django.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        catalogue = polib.pofile(str(path), wrapwidth=110) if path.exists() else polib.POFile(wrapwidth=110)
        catalogue.metadata = HEADER
        missing = merge(catalogue, collect(settings.BASE_DIR))
        catalogue.save(str(path))
        for msgid in missing:
            self.stdout.write(repr(msgid))
        self.stderr.write(f"{len(catalogue)} texts, {len(missing)} without Korean")
