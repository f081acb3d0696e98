"""Results, for staff and the auditor after the reveal: the table, one team's derivation, lots."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.errors import BrokenRule, require
from reviews import permissions, queries
from reviews.actions import lots as drawing
from reviews.forms.meeting import LotsForm
from reviews.lifecycle import Stage


@login_required
def results(request: HttpRequest, reference: str) -> HttpResponse:
    """Every team with score, gates and place; filtered by outcome in the address."""
    scoped = permissions.visible_results(request.actor)
    review = get_object_or_404(scoped, round__reference=reference, stage=Stage.PRESENTATION)
    page = queries.results_page(review, outcome=request.GET.get("outcome", ""))
    return render(request, "reviews/decisions/results.html", page)


@login_required
def derivation(request: HttpRequest, reference: str, application: str) -> HttpResponse:
    """How one team's figures came about, sheet by sheet and vote by vote."""
    scoped = queries.with_words(permissions.visible_results(request.actor), application)
    review = get_object_or_404(scoped, round__reference=reference, stage=Stage.PRESENTATION)
    page = queries.derivation_page(review, application)
    if page is None:
        raise Http404
    return render(request, "reviews/decisions/derivation.html", page)


@login_required
@require_http_methods(["GET", "POST"])
def lots(request: HttpRequest, reference: str, stage: Stage) -> HttpResponse:
    """Enter the lots that tied teams drew, for a second person to confirm."""
    scoped = permissions.visible_results(request.actor)
    review = get_object_or_404(scoped, round__reference=reference, stage=stage)
    require(permissions.may_request_lots(request.actor, f"{reference}/{stage}"))
    page = queries.lots_page(review)
    form = LotsForm(request.POST or None, teams=page["teams"])
    if request.method == "POST" and form.is_valid():
        try:
            asked = drawing.request_lots(
                review_id=review.pk,
                numbers=form.numbers(),
                reason=form.cleaned_data["reason"],
                actor=request.actor,
                now=request.now,
            )
        except BrokenRule as broken:
            form.add_problems(broken.problems)
        else:
            messages.success(request, _("A second person has been asked to confirm the lots."))
            return redirect("approval", asked.reference)
    return render(request, "reviews/decisions/lots.html", page | {"form": form})
