"""Because time passed: the database's guards are compared with what was migrated, and its log is read, every minute."""

import logging

from celery import shared_task

from portal import drift, refusals
from portal.clusters import server_now
from portal.tasks import PortalTask

logger = logging.getLogger(__name__)


@shared_task(base=PortalTask)
def watch_guards() -> None:
    """Name each guard that differs in the log of the servers too: an owner who drifts may also cut the chain."""
    for found in drift.watch(now=server_now()):
        logger.error("guard drifted: %s %s: %s, was %s", found.kind, found.name, found.after, found.before)


@shared_task(base=PortalTask)
def watch_refusals() -> None:
    """Name in the log of the servers too what the database refused to the restricted role."""
    for found in refusals.watch(now=server_now()):
        logger.error("database refused: %s", found.subject)
