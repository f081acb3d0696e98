"""Under whose name a paper goes out (발신명의)."""

from applications.rules.rule_card import Card
from portal.roles import Agency
from portal.wording import SENDER


def senders(card: Card) -> list[str]:
    """The titles of the heads of the agencies that run the round, each once, the requesting agency first."""
    names = dict.fromkeys((card.requesting_agency, card.approving_agency))
    return [str(SENDER[Agency(name)]) for name in names]
