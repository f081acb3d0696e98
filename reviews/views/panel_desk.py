"""The panel of a round, for those who run it: seats, appointments, dismissals, the chair."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.errors import BrokenRule, require
from reviews import permissions, queries
from reviews.actions import elect_chair as electing
from reviews.actions import panel_change
from reviews.actions.appoint import appoint
from reviews.actions.dismiss import dismiss as dismiss_seat
from reviews.forms.panel import AppointForm, ChairForm, DismissForm


@login_required
@require_http_methods(["GET", "POST"])
def panel(request: HttpRequest, reference: str) -> HttpResponse:
    """Every seat with what it owes; appoint a member, alone or, once the panel is fixed, through a second person."""
    round_ = get_object_or_404(permissions.visible_panel_rounds(request.actor), reference=reference)
    page = queries.panel_page(round_)
    form = AppointForm(request.POST or None, fixed=page["fixed"])
    if request.method == "POST" and form.is_valid():
        act = panel_change.request_appointment if page["fixed"] else appoint
        try:
            act(round_id=round_.pk, actor=request.actor, now=request.now, **form.cleaned_data)
        except BrokenRule as broken:
            form.add_problems(broken.problems)
        else:
            _say_done(request, fixed=page["fixed"])
            return redirect("panel", reference)
    return _page(request, page, form=form, chair_form=_chair_form(page, None))


@login_required
@require_POST
def elect_chair(request: HttpRequest, reference: str) -> HttpResponse:
    """Record whom the members elected."""
    round_ = get_object_or_404(permissions.visible_panel_rounds(request.actor), reference=reference)
    page = queries.panel_page(round_)
    form = _chair_form(page, request.POST)
    if form.is_valid():
        try:
            electing.elect_chair(**form.election(), actor=request.actor, now=request.now)
        except BrokenRule as broken:
            form.add_problems(broken.problems)
        else:
            return redirect("panel", reference)
    return _page(request, page, form=AppointForm(fixed=page["fixed"]), chair_form=form)


@login_required
@require_http_methods(["GET", "POST"])
def dismiss(request: HttpRequest, reference: str, label: str) -> HttpResponse:
    """Dismiss one member, alone or through a second person."""
    round_ = get_object_or_404(permissions.visible_panel_rounds(request.actor), reference=reference)
    seat = get_object_or_404(queries.active_seats(round_).select_related("user"), label=label)
    fixed = permissions.is_fixed(queries.panel_of(round_))
    require(permissions.may_change_panel(request.actor, round_, fixed=fixed, approved=True))
    form = DismissForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = panel_change.request_dismissal if fixed else dismiss_seat
        act(seat_id=seat.pk, actor=request.actor, now=request.now, **form.cleaned_data)
        _say_done(request, fixed=fixed)
        return redirect("panel", reference)
    context = {"round": round_, "form": form, "confirm": queries.dismissal(seat, fixed=fixed)}
    return render(request, "reviews/panel_desk/dismiss.html", context)


def _page(request: HttpRequest, page: dict[str, Any], **forms: Any) -> HttpResponse:
    may = permissions.may_change_panel(request.actor, page["round"], fixed=page["fixed"], approved=True)
    elects = permissions.may_elect_chair(request.actor, page["round"])
    context = page | forms | {"may_change": may.allowed, "may_elect": elects.allowed}
    return render(request, "reviews/panel_desk/panel.html", context)


def _chair_form(page: dict[str, Any], data: Any) -> ChairForm:
    return ChairForm(data, seats=page["seats"], applications=page["teams"])


def _say_done(request: HttpRequest, *, fixed: bool) -> None:
    if fixed:
        messages.success(request, _("A second person has been asked to approve the change of the panel."))
    else:
        messages.success(request, _("The panel has been changed."))
