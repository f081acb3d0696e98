"""The timetable of the presentation day, and the times of a further session."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.errors import BrokenRule, require
from reviews import permissions, queries
from reviews.actions import further_sitting as reopening
from reviews.actions import timetable as planning
from reviews.forms.meeting import FillForm, SittingForm, SlotsForm
from reviews.lifecycle import Stage
from reviews.models import Review
from reviews.rules.timetable import Slot


@login_required
@require_http_methods(["GET", "POST"])
def timetable(request: HttpRequest, reference: str) -> HttpResponse:
    """Order and times; the address may carry a pattern that fills them in."""
    review = _review(request, reference, Stage.PRESENTATION)
    require(permissions.may_run_meeting(request.actor, review.round))
    page = queries.timetable_page(review)
    fill, slots = _filled(request, review, page)
    form = SlotsForm(request.POST or None, teams=page["teams"], slots=slots)
    if request.method == "POST" and form.is_valid():
        try:
            planning.set_timetable(review_id=review.pk, slots=form.slots(), actor=request.actor, now=request.now)
        except BrokenRule as broken:
            form.add_problems(broken.problems)
        else:
            messages.success(request, _("The timetable is set. Teams with a new time are told by e-mail."))
            return redirect("meeting", reference)
    return render(request, "reviews/meeting/timetable.html", page | {"form": form, "fill": fill})


@login_required
@require_http_methods(["GET", "POST"])
def further_sitting(request: HttpRequest, reference: str, stage: Stage) -> HttpResponse:
    """Ask a second person to reopen a review that ended tied or undecided."""
    review = _review(request, reference, stage)
    require(permissions.may_request_reopening(request.actor, f"{reference}/{stage}"))
    page = queries.sitting_page(review, now=request.now)
    form = SittingForm(request.POST or None, teams=page["teams"], slots=page["slots"])
    if request.method == "POST" and form.is_valid():
        try:
            asked = reopening.request_further_sitting(
                review_id=review.pk,
                slots=form.slots(),
                reason=form.cleaned_data["reason"],
                actor=request.actor,
                now=request.now,
            )
        except BrokenRule as broken:
            form.add_problems(broken.problems)
        else:
            messages.success(request, _("The other agency has been asked to reopen the review."))
            return redirect("approval", asked.reference)
    return render(request, "reviews/meeting/further_sitting.html", page | {"form": form})


def _review(request: HttpRequest, reference: str, stage: Stage) -> Review:
    return get_object_or_404(permissions.visible_reviews(request.actor), round__reference=reference, stage=stage)


def _filled(request: HttpRequest, review: Review, page: dict[str, Any]) -> tuple[FillForm, Sequence[Slot]]:
    """The pattern's form, and the slots that it gives; those already set where there is no pattern."""
    usual = {"first": queries.usual_start(review.round.card.read(), request.now)}
    if "first" not in request.GET:
        return FillForm(initial=usual), page["slots"] or FillForm.usual(list(page["teams"]), usual["first"])
    fill = FillForm(request.GET)
    return fill, fill.slots(list(page["teams"])) if fill.is_valid() else page["slots"]
