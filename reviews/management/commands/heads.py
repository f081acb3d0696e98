"""`manage.py heads REF`: the signed heads of a round's chain, one a line, for whoever keeps them elsewhere."""

import argparse
import json
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from applications.models import Round
from portal import heads
from portal.clusters import enter
from portal.roles import SYSTEM


class Command(BaseCommand):
    """Prints HEADS.jsonl: gwaban/head-1 objects, oldest first. The newest link is signed first, unless it has been."""

    help = "Print the signed heads of a round's chain, one JSON object a line."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """The round."""
        parser.add_argument("reference", metavar="REF", help="the round's reference, such as 2026-additional")

    @transaction.atomic
    def handle(self, *, reference: str, **options: Any) -> None:
        """Raises CommandError for a round that does not exist."""
        now, _mark = enter(SYSTEM)
        found = Round.objects.filter(reference=reference).first()
        if found is None:
            raise CommandError(f"there is no round {reference}")
        try:
            heads.sign_newest(found.chain, now=now)
        except ImproperlyConfigured as problem:
            self.stderr.write(f"the newest link is not signed: {problem}")
        for head in heads.of_chain(found.chain):
            self.stdout.write(json.dumps(head, sort_keys=True))
