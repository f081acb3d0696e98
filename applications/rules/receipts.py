"""Numbers that are read out on the telephone: applications, receipts, refused attempts. None tells how many there are.

Receipt number: year and six random digits, kept for the application; a later version adds its number
("2026-483192", then "2026-483192-2"). Written for people by `applications.wording.receipt_label`.
"""

import secrets
from datetime import datetime
from zoneinfo import ZoneInfo

# Without 0, 1, I, L and O.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_SEOUL = ZoneInfo("Asia/Seoul")


def new_reference() -> str:
    """A random public reference of an application, such as A7K3-Q9RM."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def new_number(now: datetime) -> str:
    """A random base number of this year in Seoul; it may be taken already."""
    return f"{now.astimezone(_SEOUL).year}-{100_000 + secrets.randbelow(900_000)}"


def receipt_no(base: str, version: int) -> str:
    """The number of one version of a submission."""
    return base if version == 1 else f"{base}-{version}"


def base_of(receipt: str) -> str:
    """The part that all versions of one application share."""
    year, number, *_ = receipt.split("-")
    return f"{year}-{number}"


def refusal_no(base: str) -> str:
    """The number of a refused attempt: told apart from a receipt at a glance."""
    return f"R{base}"
