"""What a member can say to a gate, and when a ballot is complete."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from portal.errors import Problem


class Choice(StrEnum):
    """인정, 불인정, 기권."""

    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"


def problems(gates: Sequence[str], votes: Mapping[str, str]) -> list[Problem]:
    """What is wrong with a ballot: every gate has an answer, every answer a gate, and each is a choice."""
    choices = {choice.value for choice in Choice}
    found = [Problem("vote_missing", {"gate": gate}, gate) for gate in gates if votes.get(gate) not in choices]
    found += [Problem("vote_for_no_gate", {"gate": gate}, gate) for gate in sorted(set(votes) - set(gates))]
    return found
