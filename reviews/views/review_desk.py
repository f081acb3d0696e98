"""A review, for those who run it: begin, progress, close, reveal, and the short list of the written one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.errors import require
from reviews import permissions, queries
from reviews.actions import close_review as closing
from reviews.actions import reveal as revealing
from reviews.actions import shortlist as shortlisting
from reviews.actions import start_review as starting
from reviews.forms.panel import RevealForm
from reviews.lifecycle import Stage


@login_required
@require_http_methods(["GET", "POST"])
def start_review(request: HttpRequest, reference: str, stage: Stage) -> HttpResponse:
    """Ask once more, then end the screening and let the panel read."""
    round_ = get_object_or_404(permissions.visible_panel_rounds(request.actor), reference=reference)
    require(permissions.may_start_review(request.actor, round_, stage))
    if request.method == "POST":
        starting.start_review(round_id=round_.pk, stage=stage, actor=request.actor, now=request.now)
        return redirect("progress", reference, stage)
    return render(request, "reviews/review_desk/start_review.html", queries.starting_page(round_, stage))


@login_required
def progress(request: HttpRequest, reference: str, stage: Stage) -> HttpResponse:
    """Who has signed, seat by seat; never what."""
    scoped = queries.with_waiting(permissions.visible_reviews(request.actor), permissions.REVEAL, request.now)
    found = get_object_or_404(scoped, round__reference=reference, stage=stage)
    return render(request, "reviews/review_desk/progress.html", queries.progress_page(found))


@login_required
@require_http_methods(["GET", "POST"])
def close_review(request: HttpRequest, reference: str, stage: Stage) -> HttpResponse:
    """Ask once more, naming what is missing, then close."""
    found = get_object_or_404(permissions.visible_reviews(request.actor), round__reference=reference, stage=stage)
    require(permissions.may_close_review(request.actor, found))
    if request.method == "POST":
        closing.close_review(review_id=found.pk, actor=request.actor, now=request.now)
        return redirect("progress", reference, stage)
    return render(request, "reviews/review_desk/close_review.html", queries.closing_page(found))


@login_required
@require_http_methods(["GET", "POST"])
def reveal(request: HttpRequest, reference: str, stage: Stage) -> HttpResponse:
    """Ask a second person to open a closed review."""
    found = get_object_or_404(permissions.visible_reviews(request.actor), round__reference=reference, stage=stage)
    require(permissions.may_request_reveal(request.actor, f"{reference}/{stage}"))
    form = RevealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        revealing.request_reveal(review_id=found.pk, actor=request.actor, now=request.now, **form.cleaned_data)
        messages.success(request, _("A second person has been asked to reveal the review."))
        return redirect("progress", reference, stage)
    return render(request, "reviews/review_desk/reveal.html", queries.revealing_page(found) | {"form": form})


@login_required
@require_http_methods(["GET", "POST"])
def shortlist(request: HttpRequest, reference: str) -> HttpResponse:
    """The derivation of the short list, and the request for its confirmation."""
    scoped = queries.with_waiting(
        permissions.visible_reviews(request.actor), permissions.SHORTLIST, request.now, by_stage=False
    )
    found = get_object_or_404(scoped, round__reference=reference, stage=Stage.WRITTEN)
    require(permissions.may_see_scores(found))
    form = RevealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        shortlisting.request_shortlist(
            round_id=found.round_id, actor=request.actor, now=request.now, **form.cleaned_data
        )
        messages.success(request, _("A second person has been asked to confirm the short list."))
        return redirect("shortlist", reference)
    context = queries.shortlist_page(found) | {"form": form, "may_request": request.actor.is_manager}
    return render(request, "reviews/review_desk/shortlist.html", context)
