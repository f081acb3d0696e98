"""Requests for a second person: the list, and one request with what will change."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal import permissions
from portal.actions.approvals import answer_approval
from portal.errors import require
from portal.forms.approvals import AnswerForm
from portal.queries import approval_list, approval_page
from portal.registry import registry


def approvals(request: HttpRequest) -> HttpResponse:
    """What waits, and what was answered."""
    require(permissions.may_list_approvals(request.actor))
    scoped = permissions.visible_approvals(request.actor)
    return render(request, "portal/approvals.html", approval_list(scoped, actor=request.actor, now=request.now))


@require_http_methods(["GET", "POST"])
def approval(request: HttpRequest, reference: str) -> HttpResponse:
    """One request: what will change, by whom asked, why; approve, reject or withdraw."""
    found = get_object_or_404(
        permissions.visible_approvals(request.actor).select_related("requested_by", "answer__answered_by"),
        reference=reference,
    )
    form = AnswerForm(request.POST or None, own=found.requested_by_id == request.actor.user_id)
    if request.method == "POST" and form.is_valid():
        answer_approval(approval=found, actor=request.actor, now=request.now, **form.cleaned_data)
        messages.success(request, _("Your answer has been recorded."))
        return redirect(registry.acts[found.verb].url(found.subject))
    decision = permissions.may_answer(request.actor, found)
    context = approval_page(found, decision, actor=request.actor, now=request.now)
    return render(request, "portal/approval.html", context | {"form": form if decision.allowed else None})
