"""Say who of the consortium may open the application in the portal, and what for."""

from datetime import datetime

from django.db import transaction

from applications.actions.doors import own_locked
from applications.models import Application, ApplicationPerson
from applications.permissions import may_share
from applications.rules.consortium import PersonRole
from portal import audit
from portal.errors import NotNow, require
from portal.models import RoleGrant, User
from portal.registry import registry
from portal.roles import Actor


@transaction.atomic
def share_application(
    *, application_id: int, email: str, role: PersonRole, actor: Actor, now: datetime
) -> ApplicationPerson | None:
    """Give a person who has an account a role, or change it; there is always a submitter.

    None when nobody can be added under this address: no account, or one of staff or of the round's panel; which of
    them is not said. Raises Absent, NotPermitted, or NotNow after the deadline and for the last submitter.
    """
    application = own_locked(actor, application_id)
    require(may_share(actor, application, now))
    user = User.objects.filter(email__iexact=email, is_active=True).first()
    if user is None or RoleGrant.objects.filter(user=user, ends_at__gt=now).exists():
        return None
    if any(hook(user, application.round) for hook in registry.join_obstacles):
        return None
    _keep_a_submitter(application, user.pk, role)
    [person] = ApplicationPerson.objects.bulk_create(
        [ApplicationPerson(application=application, user=user, role=role)],
        update_conflicts=True,
        unique_fields=["application", "user"],
        update_fields=["role"],
    )
    _record(application, actor, now, {"user": user.pk, "role": role.value})
    return person


@transaction.atomic
def unshare_application(*, application_id: int, user_id: int, actor: Actor, now: datetime) -> None:
    """Take a person's access away.

    Raises Absent, NotPermitted, or NotNow after the deadline and for the last submitter.
    """
    application = own_locked(actor, application_id)
    require(may_share(actor, application, now))
    _keep_a_submitter(application, user_id, None)
    ApplicationPerson.objects.filter(application=application, user_id=user_id).delete()
    _record(application, actor, now, {"user": user_id, "role": None})


def _keep_a_submitter(application: Application, user_id: int, role: PersonRole | None) -> None:
    others = ApplicationPerson.objects.filter(application=application, role=PersonRole.SUBMITTER).exclude(
        user_id=user_id
    )
    if role is not PersonRole.SUBMITTER and not others.exists():
        raise NotNow("last_submitter")


def _record(application: Application, actor: Actor, now: datetime, data: dict[str, object]) -> None:
    audit.record(
        actor=actor,
        verb="application.shared",
        subject=application.reference,
        at=now,
        chain=application.round.chain,
        data=data,
    )
