"""A team's own result."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from reviews import permissions, queries


@login_required
def result(request: HttpRequest, reference: str) -> HttpResponse:
    """The own figures, the panel's consolidated opinion and the reasons; nothing of other teams."""
    found = get_object_or_404(permissions.visible_own_results(request.actor), reference=reference)
    return render(request, "reviews/decisions/result.html", queries.own_result(found))
