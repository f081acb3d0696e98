"""Because time passed: the window of a round begins and ends. Thin and idempotent; started every few seconds."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from celery import shared_task
from django.db import transaction

from applications import queries
from applications.actions.close_round import close_round
from applications.actions.start_round import start_round
from portal.clusters import enter, server_now
from portal.errors import NotNow
from portal.roles import SYSTEM
from portal.tasks import PortalTask

logger = logging.getLogger(__name__)


@shared_task(base=PortalTask)
def advance_rounds() -> None:
    """Start and close every round that is due. One round's fault does not stop the others."""
    now = server_now()
    for round_id in queries.rounds_to_start(now):
        _step(start_round, round_id, now)
    for round_id in queries.rounds_to_close(now):
        _step(close_round, round_id, now)


def _step(action: Callable[..., Any], round_id: int, now: datetime) -> None:
    try:
        with transaction.atomic():
            enter(SYSTEM)
            action(round_id=round_id, now=now)
    except NotNow:
        logger.info("round %s was moved by another clock", round_id)
    except Exception:
        logger.exception("round %s could not be moved", round_id)
