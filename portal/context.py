"""What every page's frame needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from portal import wording
from portal.accounts.proof import lacks_second_factor
from portal.registry import registry
from portal.roles import ANONYMOUS


def frame(request: HttpRequest) -> dict[str, Any]:
    """Menu, staff's pages, actor, server time, cluster mark and operator for base.html."""
    actor = getattr(request, "actor", ANONYMOUS)
    return {
        "actor": actor,
        "menu": registry.menu_for(request, actor) if getattr(request, "urlconf", None) is None else [],
        "staff_pages": registry.staff_pages_for(actor),
        "now": getattr(request, "now", None),
        "cluster": getattr(request, "cluster", None),
        # Asked for by few pages, and only then a statement.
        "second_factor_missing": lambda: lacks_second_factor(request),
        "second_factor_relaxed": settings.SECOND_FACTOR != "required",
        "site_name": settings.SITE_NAME,
        "operator": wording.operator(),
        "site_version": settings.VERSION,
    }
