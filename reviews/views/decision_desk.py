"""The decision desk: prepare, ask for confirmation, follow the papers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.errors import BrokenRule, require
from reviews import permissions, queries
from reviews.actions import prepare_decision as preparing
from reviews.actions import publish as publishing
from reviews.forms.decisions import PrepareForm, PublicationForm
from reviews.lifecycle import Stage
from reviews.models import Review


@login_required
def decision_desk(request: HttpRequest, reference: str) -> HttpResponse:
    """Versions of the decision, what is missing, what waits for the second person."""
    page = queries.decision_desk_page(_review(request, reference))
    context = page | {
        "form": PrepareForm(is_further=bool(page["versions"])),
        "may_prepare": permissions.may_prepare(request.actor, page["review"]).allowed,
    }
    return render(request, "reviews/decisions/decision_desk.html", context)


@login_required
@require_POST
def prepare_decision(request: HttpRequest, reference: str) -> HttpResponse:
    """Prepare the decision that the rule card makes of the records as they stand."""
    review = _review(request, reference)
    page = queries.decision_desk_page(review)
    form = PrepareForm(request.POST, is_further=bool(page["versions"]))
    if form.is_valid():
        preparing.prepare_decision(round_id=review.round_id, actor=request.actor, now=request.now, **form.cleaned_data)
        messages.success(request, _("The decision has been prepared."))
        return redirect("decision_desk", reference)
    context = page | {"form": form, "may_prepare": True}
    return render(request, "reviews/decisions/decision_desk.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def request_publication(request: HttpRequest, reference: str) -> HttpResponse:
    """Say what confirming means, then ask the other agency."""
    review = _review(request, reference)
    require(permissions.may_request_publication(request.actor, reference))
    newest = review.round.decisions.filter(stage=Stage.PRESENTATION).order_by("-version").first()
    if newest is None:
        raise Http404
    form = PublicationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            asked = publishing.request_publication(
                round_id=review.round_id, actor=request.actor, now=request.now, **form.cleaned_data
            )
        except BrokenRule as broken:
            form.add_problems(broken.problems)
        else:
            messages.success(request, _("The other agency has been asked to confirm the decision."))
            return redirect("approval", asked.reference)
    context = queries.publication_page(review, newest) | {"form": form}
    return render(request, "reviews/decisions/request_publication.html", context)


def _review(request: HttpRequest, reference: str) -> Review:
    scoped = queries.with_waiting(
        permissions.visible_reviews(request.actor), permissions.PUBLISH, request.now, by_stage=False
    )
    return get_object_or_404(scoped, round__reference=reference, stage=Stage.PRESENTATION)
