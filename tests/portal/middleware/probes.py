"""The site's addresses with one more: a view that writes a row and then ends in the way its address says."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import include, path

from portal.errors import Absent, BrokenRule, NotNow, NotPermitted, Problem
from portal.models import Organisation
from tests.factories.people import organisation

handler404 = "portal.views.errors.not_found"

RAISED = {
    "absent": Absent("absent"),
    "not-permitted": NotPermitted("not_manager"),
    "not-now": NotNow("approval_expired"),
    "broken-rule": BrokenRule(Problem("no_such_account")),
    "broken-rules": BrokenRule(Problem("no_such_account"), Problem("login_needed")),
    "http404": Http404(),
    "permission-denied": PermissionDenied(),
    "defect": RuntimeError("the inside of the house"),
}


@login_not_required
def probe(request: HttpRequest, ending: str) -> HttpResponse:
    """Write one organisation, then raise, or answer with the status that `ending` names."""
    organisation(ending)
    if ending in RAISED:
        raise RAISED[ending]
    return HttpResponse(status=int(ending))


@login_not_required
def told(request: HttpRequest) -> HttpResponse:
    """What the middleware has told the view and the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.actor', true), portal_now() >= %s", [request.now])
        actor, is_past = cursor.fetchone()
    return JsonResponse(
        {
            "app.actor": actor,
            "in_transaction": connection.in_atomic_block,
            "label": request.actor.label,
            "user": request.actor.user_id,
            "now_is_the_databases": is_past,
            "cluster": request.cluster.kind,
        }
    )


def written() -> list[str]:
    """What the probe has left in the database."""
    return sorted(Organisation.objects.values_list("name", flat=True))


urlpatterns = [
    path("probe/told/", told),
    path("probe/<str:ending>/", probe),
    path("", include("portal.urls")),
]
