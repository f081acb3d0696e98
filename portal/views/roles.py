"""Who holds which role, and asking for another one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal import permissions
from portal.actions.factors import request_recovery as ask_recovery
from portal.actions.roles import request_grant as ask
from portal.errors import BrokenRule, require
from portal.forms.roles import GrantForm, RecoveryForm
from portal.queries import running_grants


def roles(request: HttpRequest) -> HttpResponse:
    """Every role that is held now, with its end."""
    require(permissions.may_list_grants(request.actor))
    scoped = permissions.visible_grants(request.actor)
    page = running_grants(scoped, now=request.now, page=request.GET.get("page"))
    may_ask = permissions.may_grant_roles(request.actor).allowed
    return render(request, "portal/roles.html", {"page": page, "may_ask": may_ask})


@require_http_methods(["GET", "POST"])
def request_grant(request: HttpRequest) -> HttpResponse:
    """Ask a second manager to give somebody a role."""
    require(permissions.may_list_grants(request.actor))
    require(permissions.may_grant_roles(request.actor))
    form = GrantForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            asked = ask(actor=request.actor, now=request.now, **form.cleaned_data)
        except BrokenRule as broken:
            form.add_problems(broken.problems)
        else:
            messages.success(request, _("A second manager has been asked."))
            return redirect("approval", asked.reference)
    return render(request, "portal/request_grant.html", {"form": form})


@require_http_methods(["GET", "POST"])
def request_recovery(request: HttpRequest) -> HttpResponse:
    """Ask the other agency to remove somebody's lost second factor."""
    require(permissions.may_list_grants(request.actor))
    require(permissions.may_request_recovery(request.actor))
    form = RecoveryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            asked = ask_recovery(actor=request.actor, now=request.now, **form.cleaned_data)
        except BrokenRule as broken:
            form.add_problems(broken.problems)
        else:
            messages.success(request, _("A manager of the other agency has been asked."))
            return redirect("approval", asked.reference)
    return render(request, "portal/request_recovery.html", {"form": form})
