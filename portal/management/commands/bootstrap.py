"""`manage.py bootstrap NIPA first@agency.kr NIA second@agency.kr`: the first two managers, once."""

import argparse
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction

from portal.actions.roles import bootstrap
from portal.clusters import enter
from portal.errors import NotNow
from portal.models import User
from portal.roles import SYSTEM, Agency
from portal.wording import refusal


class Command(BaseCommand):
    """Accounts that do not exist yet are made without a password: their owners set one by “forgot password”."""

    help = "Make the first two managers; refused once any role was granted."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Two pairs of agency and e-mail address."""
        for place in ("first", "second"):
            parser.add_argument(f"{place}_agency", choices=[Agency.NIPA, Agency.NIA], type=str, metavar="AGENCY")
            parser.add_argument(f"{place}_email", metavar="EMAIL")

    @transaction.atomic
    def handle(self, **options: Any) -> None:
        """Make both in one transaction. Raises CommandError when they exist already or are one person."""
        now, _mark = enter(SYSTEM)
        people = [
            (_account(options[f"{place}_email"]), Agency(options[f"{place}_agency"])) for place in ("first", "second")
        ]
        try:
            bootstrap(managers=people, now=now)
        except NotNow as told:
            raise CommandError(refusal(told.code)) from told
        except ValueError as told:
            raise CommandError(str(told)) from told
        for user, agency in people:
            self.stdout.write(f"manager {agency}: {user.email}")


def _account(email: str) -> User:
    try:
        validate_email(email)
    except ValidationError as error:
        raise CommandError(f"no e-mail address: {email}") from error
    found = User.objects.filter(email__iexact=email).first()
    return found or User.objects.create_user(email, name=email.partition("@")[0])
