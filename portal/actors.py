"""From a logged-in user to the actor that policies and actions know."""

from datetime import datetime
from typing import Any

from django.db.models import Value
from django.db.models.functions import Now

from portal.clusters import server_now
from portal.models import RoleGrant, User
from portal.registry import registry
from portal.roles import ANONYMOUS, Actor, Agency, Role


class PortalNow(Now):
    """`portal_now()` in a query: the deciding clock."""

    template = "portal_now()"

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Not STATEMENT_TIMESTAMP(), which Django would write for Now."""
        return self.as_sql(compiler, connection, **context)


def actor_of(user: Any) -> Actor:
    """The actor for a request's user, with the roles whose grant runs at this moment."""
    if not user.is_authenticated:
        return ANONYMOUS
    held = RoleGrant.objects.filter(user_id=user.pk, starts_at__lte=PortalNow(), ends_at__gt=PortalNow())
    return _actor(user, held)


def actor_for(user: User, *, now: datetime | None = None) -> Actor:
    """The same for commands and tests that act as a person."""
    moment = now or server_now()
    held = RoleGrant.objects.filter(user=user, starts_at__lte=moment, ends_at__gt=moment)
    return _actor(user, held)


def _actor(user: User, held: Any) -> Actor:
    """Roles and relations in one statement; a relation's row has no agency."""
    related = (rows(user.pk).values_list(Value(name), Value("")) for name, rows in registry.relations.items())
    found = list(held.values_list("role", "agency").union(*related))
    grants = [(role, agency) for role, agency in found if agency]
    agencies = {agency for _, agency in grants}
    # A trigger lets nobody hold roles of two agencies; whoever did would be on both sides, and so is on neither.
    one = len(agencies) == 1
    return Actor(
        user_id=user.pk,
        name=user.name,
        email=user.email,
        roles=frozenset(Role(role) for role, _ in grants) if one else frozenset(),
        agency=Agency(agencies.pop()) if one else None,
        relations=frozenset(name for name, agency in found if not agency),
    )
