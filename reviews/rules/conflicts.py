"""The three Korean kinds of not taking part."""

from enum import StrEnum


class RecusalKind(StrEnum):
    """제척 (by rule), 기피 (challenged by a party), 회피 (the member steps back)."""

    EXCLUSION = "exclusion"
    CHALLENGE = "challenge"
    RECUSAL = "recusal"
