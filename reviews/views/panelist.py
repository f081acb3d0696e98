"""A member's home in a round: pledges, interests, then the sheets."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from portal.errors import require
from reviews import permissions, queries, wording
from reviews.actions import declare_interests as declaring
from reviews.actions import sign_pledges as pledging
from reviews.forms.panel import InterestForm, PledgeForm


@login_required
@require_GET
def panels(request: HttpRequest) -> HttpResponse:
    """The rounds in which this person holds a seat; the only one is opened at once."""
    seats = queries.seat_list(permissions.visible_seats(request.actor))
    if not seats:
        raise Http404
    if len(seats) == 1:
        return redirect("panel_home", seats[0].panel.round.reference)
    return render(request, "reviews/panel/panels.html", {"seats": seats})


@login_required
def panel_home(request: HttpRequest, reference: str) -> HttpResponse:
    """What the member does next, and the own sheets."""
    seat = get_object_or_404(permissions.visible_seats(request.actor), panel__round__reference=reference)
    context = queries.member_page(
        seat,
        permissions.step_of(seat),
        lambda seat, stage: queries.own_sheets(seat, permissions.visible_in_stage(seat, stage), stage),
    )
    return render(request, "reviews/panel/panel_home.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def sign_pledges(request: HttpRequest, reference: str) -> HttpResponse:
    """Read and sign the pledges of the rule card."""
    seat = get_object_or_404(permissions.visible_seats(request.actor), panel__round__reference=reference)
    require(permissions.may_sign_pledges(seat))
    form = PledgeForm(request.POST or None, pledges=seat.panel.round.card.document["pledges"])
    if request.method == "POST" and form.is_valid():
        pledging.sign_pledges(round_id=seat.panel.round_id, codes=form.codes(), actor=request.actor, now=request.now)
        return redirect("panel_home", reference)
    context = {"form": form, "seat": seat, "round": seat.panel.round}
    return render(request, "reviews/panel/sign_pledges.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def declare_interests(request: HttpRequest, reference: str) -> HttpResponse:
    """Say for every application whether there is a conflict of interest."""
    seat = get_object_or_404(permissions.visible_seats(request.actor), panel__round__reference=reference)
    require(permissions.may_declare(seat))
    rows = queries.interest_rows(seat, permissions.visible_to_seat(seat))
    form = InterestForm(request.POST or None, applications=rows)
    if request.method == "POST" and form.is_valid():
        declaring.declare_interests(
            round_id=seat.panel.round_id, interests=form.interests(), actor=request.actor, now=request.now
        )
        for team in form.too_late():
            messages.warning(request, wording.TOO_LATE_TO_RECUSE % {"team": team})
        return redirect("panel_home", reference)
    context = {"form": form, "seat": seat, "round": seat.panel.round, "count": len(rows)}
    return render(request, "reviews/panel/declare_interests.html", context)
