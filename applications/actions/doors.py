"""How an act reaches an application: through the actor's own scope, and locked."""

from datetime import datetime
from typing import Any

from django.db import connection

from applications.permissions import own_applications
from portal.errors import Absent
from portal.roles import Actor


def own_locked(actor: Actor, application_id: int) -> Any:
    """The actor's application with its round and rule card, locked until the transaction ends.

    Raises Absent for a foreign one and for one that does not exist.
    """
    found = own_applications(actor).select_related("round__card").select_for_update(of=("self",))
    application = found.filter(pk=application_id).first()
    if application is None:
        raise Absent("absent")
    return application


def share_round(application_id: int) -> datetime:
    """Lock the application's round FOR SHARE, before the application itself; returns the deciding clock's time.

    Lock order: round, application, chain. The trigger that stamps a submission takes the same lock; taken first, it
    can never meet a closing the other way round. Raises Absent when there is no such application.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT portal_now() FROM applications_round r JOIN applications_application a ON a.round_id = r.id "
            "WHERE a.id = %s FOR SHARE OF r",
            [application_id],
        )
        row = cursor.fetchone()
    if row is None:
        raise Absent("absent")
    return row[0]
