"""`manage.py export_evidence REF --to FILE.zip [--public | --approval ID]`: a round's evidence bundle."""

import argparse
import os
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from applications.models import Round
from portal.clusters import enter
from portal.errors import NotNow
from portal.roles import SYSTEM
from portal.wording import refusal
from reviews.actions.export_evidence import export_public, export_sealed


class Command(BaseCommand):
    """The sealed bundle needs an approved request of two people and uses it up; the public one needs nothing.

    `reviews/verify.py` checks both; `reviews/evidence_format.md` says what is inside.
    """

    help = "Write a round's evidence bundle: the public one, or with an approval the sealed one."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Round, file, and which of the two."""
        parser.add_argument("reference", metavar="REF", help="the round's reference, such as 2026-additional")
        parser.add_argument("--to", required=True, type=Path, metavar="FILE.zip", help="where to write it")
        kind = parser.add_mutually_exclusive_group(required=True)
        kind.add_argument("--public", action="store_true", help="without any ballot, sheet or name")
        kind.add_argument("--approval", metavar="ID", help="number of the approved request, for the sealed bundle")

    def handle(self, *, reference: str, to: Path, approval: str | None, **options: Any) -> None:
        """Nothing stands at FILE.zip before it is whole. Raises CommandError when it is not allowed now."""
        draft = to.with_name(f".{to.name}.part")
        draft.unlink(missing_ok=True)
        try:
            with os.fdopen(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as stream:
                contents = self._export(reference, approval, stream)
            draft.replace(to)
        except OSError as error:
            raise CommandError(f"{to} cannot be written: {error.strerror}") from error
        finally:
            draft.unlink(missing_ok=True)
        self.stdout.write(f"{to}: bundle.json has SHA-256 {contents}")

    @transaction.atomic
    def _export(self, reference: str, approval: str | None, stream: IO[bytes]) -> str:
        now, _mark = enter(SYSTEM)
        found = Round.objects.filter(reference=reference).first()
        if found is None:
            raise CommandError(f"there is no round {reference}")
        try:
            if approval is None:
                return export_public(round_id=found.pk, stream=stream, now=now)
            return export_sealed(round_id=found.pk, approval=approval, stream=stream, now=now).contents_sha256
        except NotNow as told:
            raise CommandError(refusal(told.code)) from told
