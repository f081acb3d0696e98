"""The page on which a manager asks for the sealed evidence."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications.permissions import visible_desk_rounds
from portal.errors import require
from reviews import permissions, queries
from reviews.actions.export_evidence import request_export
from reviews.forms.panel import RevealForm


@login_required
@require_http_methods(["GET", "POST"])
def export_evidence(request: HttpRequest, reference: str) -> HttpResponse:
    """Say what lies in the bundle, then ask the other agency."""
    found = get_object_or_404(visible_desk_rounds(request.actor), reference=reference)
    require(permissions.may_request_export(request.actor, reference))
    form = RevealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = request_export(round_id=found.pk, actor=request.actor, now=request.now, **form.cleaned_data)
        messages.success(request, _("The other agency has been asked to let the evidence out."))
        return redirect("approval", asked.reference)
    context = queries.export_page(found, permissions.usable_export(found, request.now)) | {"form": form}
    return render(request, "reviews/decisions/export_evidence.html", context)
