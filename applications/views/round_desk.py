"""The desk of those who run rounds: the list, a new round, one round's home, opening and cancelling it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications import permissions, queries
from applications.actions import cancel_round as cancelling
from applications.actions import create_round as creating
from applications.actions import open_round as opening
from applications.forms.round_acts import CloneForm, NewRoundForm, ReasonForm, desk_filter
from portal.errors import BrokenRule, require


def desk(request: HttpRequest) -> HttpResponse:
    """Every round, filtered by its state in the address."""
    require(permissions.may_list_desk(request.actor))
    form = desk_filter(request.GET)
    scoped = permissions.visible_desk_rounds(request.actor)
    page = queries.desk_list(scoped, status=form.cleaned_data["status"], page=request.GET.get("page"))
    context = {"page": page, "form": form, "may_create": permissions.may_create_round(request.actor).allowed}
    return render(request, "applications/rounds/desk.html", context)


@require_http_methods(["GET", "POST"])
def create_round(request: HttpRequest) -> HttpResponse:
    """Begin a round from a template card."""
    require(permissions.may_list_desk(request.actor))
    require(permissions.may_create_round(request.actor))
    form = NewRoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = creating.create_round(actor=request.actor, now=request.now, **form.cleaned_data)
        except BrokenRule as broken:
            form.add_problems(broken.problems)
        else:
            messages.success(request, _("The round has been created as a draft. Please complete its rule card."))
            return redirect("edit_round", made.reference)
    return render(request, "applications/rounds/create_round.html", {"form": form})


@require_http_methods(["GET", "POST"])
def clone_round(request: HttpRequest, reference: str) -> HttpResponse:
    """Begin a round from another one's card, with all days moved."""
    scoped = queries.with_page(permissions.visible_desk_rounds(request.actor))
    found = get_object_or_404(scoped, reference=reference)
    require(permissions.may_create_round(request.actor))
    form = CloneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = creating.clone_round(round_id=found.pk, actor=request.actor, now=request.now, **form.cleaned_data)
        except BrokenRule as broken:
            form.add_problems(broken.problems)
        else:
            messages.success(request, _("The round has been created as a draft. Please check its days and texts."))
            return redirect("edit_section", made.reference, "schedule")
    return render(request, "applications/rounds/clone_round.html", queries.cloning_page(found) | {"form": form})


def round_desk(request: HttpRequest, reference: str) -> HttpResponse:
    """Where the round stands, what is late, what waits, and where to go on."""
    scoped = queries.with_page(permissions.visible_desk_rounds(request.actor))
    found = get_object_or_404(scoped, reference=reference)
    may_cancel = permissions.may_request_cancelling(request.actor, found.reference).allowed
    context = queries.desk_page(found, request.actor, request.now) | {"may_cancel": may_cancel}
    return render(request, "applications/rounds/round_desk.html", context)


@require_http_methods(["GET", "POST"])
def request_opening(request: HttpRequest, reference: str) -> HttpResponse:
    """Check the card once more and ask the other agency to open the round."""
    scoped = queries.with_page(permissions.visible_desk_rounds(request.actor))
    found = get_object_or_404(scoped, reference=reference)
    require(permissions.may_request_opening(request.actor, found.reference))
    form, problems = ReasonForm(request.POST or None), opening.problems_of(found, now=request.now)
    if request.method == "POST" and form.is_valid() and not problems:
        asked = opening.request_opening(round_id=found.pk, actor=request.actor, now=request.now, **form.cleaned_data)
        messages.success(request, _("The other agency has been asked to open the round."))
        return redirect("approval", asked.reference)
    context = queries.opening_page(found, problems) | {"form": form}
    return render(request, "applications/rounds/request_opening.html", context)


@require_http_methods(["GET", "POST"])
def cancel_round(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask the other agency to cancel the round; the reason is published."""
    scoped = queries.with_page(permissions.visible_desk_rounds(request.actor))
    found = get_object_or_404(scoped, reference=reference)
    require(permissions.may_request_cancelling(request.actor, found.reference))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = cancelling.request_cancelling(
            round_id=found.pk, actor=request.actor, now=request.now, **form.cleaned_data
        )
        messages.success(request, _("The other agency has been asked to cancel the round."))
        return redirect("approval", asked.reference)
    return render(request, "applications/rounds/cancel_round.html", queries.cancelling_page(found) | {"form": form})
