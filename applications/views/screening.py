"""개찰 and 요건검토: opening what was received, then screening it by the rule card's checklist."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from applications import permissions, queries
from applications.actions import screen as screening_action
from applications.actions import unseal as unsealing
from applications.forms.screening import ScreeningForm
from applications.models import Application
from portal import files
from portal.errors import BrokenRule, require


@login_required
def screening(request: HttpRequest, reference: str) -> HttpResponse:
    """Every received application of a round, filtered by its state in the address."""
    found = get_object_or_404(permissions.visible_desk_rounds(request.actor).with_deadline(), reference=reference)
    scoped = permissions.visible_received_applications(request.actor)
    page = queries.screening_list(scoped, found, status=request.GET.get("status", ""))
    return render(request, "applications/screening/screening.html", page | {"round": found})


@login_required
@require_http_methods(["GET", "POST"])
def unseal(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask once more, then open what was received."""
    found = get_object_or_404(permissions.visible_desk_rounds(request.actor), reference=reference)
    require(permissions.may_unseal(request.actor, found))
    if request.method == "POST":
        unsealing.unseal(round_id=found.pk, actor=request.actor, now=request.now)
        return redirect("screening", reference)
    return render(request, "applications/screening/unseal.html", queries.unsealing_page(found))


@login_required
@require_http_methods(["GET", "POST"])
def screen(request: HttpRequest, reference: str, application: str) -> HttpResponse:
    """One application: what it handed in beside the checklist."""
    found = _received(request, reference, application)
    handed_in, checklist = queries.received(found), found.round.card.document["screening"]
    earlier = handed_in.newest.answers if handed_in.newest else ()
    form = ScreeningForm(request.POST or None, checklist=checklist, earlier=earlier)
    if request.method == "POST" and form.is_valid():
        try:
            screening_action.screen(
                application_id=found.pk,
                answers=form.answers(),
                reason=form.cleaned_data.get("reason", ""),
                actor=request.actor,
                now=request.now,
            )
        except BrokenRule as broken:
            form.add_problems(broken.problems)
        else:
            return redirect("screening", reference)
    may = permissions.may_screen(request.actor, found)
    context = {"application": found, "received": handed_in, "form": form, "may_screen": may.allowed}
    return render(request, "applications/screening/screen.html", context)


@login_required
def screening_document(request: HttpRequest, reference: str, application: str, kind: str) -> HttpResponse:
    """One file of what was handed in, from the files origin."""
    file = queries.submitted_file(_received(request, reference, application), kind)
    if file is None:
        raise Http404
    return redirect(files.link(file, actor=request.actor, session=request.session.session_key))


def _received(request: HttpRequest, reference: str, application: str) -> Application:
    scoped = permissions.visible_received_applications(request.actor).select_related("round__card")
    return get_object_or_404(scoped, round__reference=reference, reference=application)
