"""What a panel decided comes down to the applications: one move each, inside the act that publishes it."""

from collections.abc import Mapping

from django.db import transaction

from applications import lifecycle
from applications.models import Application, Round


@transaction.atomic
def record_outcome(*, round_: Round, moves: Mapping[str, str]) -> list[Application]:
    """Make the moves {application reference: verb, such as "outcome.selected"}; returns the applications.

    The publishing act holds the round's lock, has asked who may, and writes the one chain entry that names all
    outcomes. Raises NotNow when a move is not legal from the present state, LookupError for a foreign reference.
    """
    locked = Application.objects.select_for_update().filter(round=round_, reference__in=moves).order_by("pk")
    applications = {application.reference: application for application in locked}
    for reference, verb in moves.items():
        applications[reference].enter(lifecycle.pick(verb, applications[reference].status))
    return list(applications.values())
