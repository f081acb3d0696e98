"""From a logged-in user to the actor that policies and actions know."""

from datetime import datetime
from typing import Any

from django.conf import settings
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


def actor_of(user: Any, *, is_fresh: bool = False) -> Actor:
    """The actor for a request's user, with the roles whose grant runs at this moment.

    `is_fresh` says that they have just proved who they are; where no second factor is required nobody has to.
    """
    if not user.is_authenticated:
        return ANONYMOUS
    held = RoleGrant.objects.filter(user_id=user.pk, starts_at__lte=PortalNow(), ends_at__gt=PortalNow())
    fresh = is_fresh or settings.SECOND_FACTOR != "required"
    return _actor(user, held, is_fresh=fresh)


def actor_for(user: User, *, now: datetime | None = None) -> Actor:
    """The same for commands and tests that act as a person."""
    moment = now or server_now()
    held = RoleGrant.objects.filter(user=user, starts_at__lte=moment, ends_at__gt=moment)
    return _actor(user, held, is_fresh=True)


def _actor(user: User, held: Any, *, is_fresh: bool) -> Actor:
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
        is_fresh=is_fresh,
        relations=frozenset(name for name, agency in found if not agency),
    )
