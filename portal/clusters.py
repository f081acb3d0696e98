"""What the database says of itself: its time and its kind."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from portal.roles import SYSTEM, Actor


@dataclass(frozen=True)
class ClusterMark:
    """The kind that was set when the cluster was created."""

    kind: str

    @property
    def is_demo(self) -> bool:
        """Pages, PDFs and mails then say 시연."""
        return self.kind != "production"


def cluster_mark() -> ClusterMark:
    """The mark alone, for work outside requests."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind FROM portal_cluster")
        return ClusterMark(cursor.fetchone()[0])


def require_own_kind() -> None:
    """Stop the start of a process on a cluster of another kind: production never runs on a demo's database.

    Raises ImproperlyConfigured when the mark of the cluster is not GWABAN_MODE.
    """
    kind = cluster_mark().kind
    if kind != settings.MODE:
        raise ImproperlyConfigured(f"This database was created as {kind!r}; GWABAN_MODE is {settings.MODE!r}.")


def enter(actor: Actor) -> tuple[datetime, ClusterMark]:
    """Name the actor to this transaction (`app.actor`) and return the server's time and mark, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('app.actor', %s, true), portal_now(), (SELECT kind FROM portal_cluster)",
            [_named(actor)],
        )
        _, now, kind = cursor.fetchone()
    return now, ClusterMark(kind)


def name_actor(actor: Actor) -> None:
    """Name another actor to this transaction: row security then shows what that one may see."""
    _set_actor(actor, only_here=True)


def act_as_system() -> None:
    """Name the system to this connection until it ends: for workers and commands, never in a web process."""
    _set_actor(SYSTEM, only_here=False)


def _set_actor(actor: Actor, *, only_here: bool) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.actor', %s, %s)", [_named(actor), only_here])


def _named(actor: Actor) -> str:
    return "system" if actor.is_system else str(actor.user_id or "")


def server_now() -> datetime:
    """The deciding clock: `portal_now()` of the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT portal_now()")
        return cursor.fetchone()[0]
