"""What a member can say to a gate."""

from enum import StrEnum


class Choice(StrEnum):
    """인정, 불인정, 기권."""

    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"
