"""The panel of a round, for those who run it: seats, appointments, dismissals, the chair."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from applications.models import Round
from portal.api.approvals import ApprovalSerializer
from portal.api.endpoint import Endpoint, act, read
from portal.api.forms import cleaned, posted
from portal.api.listing import Listing, page_of
from portal.api_queries import approval_body
from portal.errors import BrokenRule, Problem, require
from portal.models import Approval
from reviews import permissions, queries
from reviews.actions import panel_change
from reviews.actions.appoint import appoint
from reviews.actions.dismiss import dismiss
from reviews.actions.elect_chair import elect_chair
from reviews.forms.panel import AppointForm
from reviews.models import Seat

READ, WRITE = "panels:read", "panels:write"
LISTING = Listing({"appointed": ("appointed_at",), "label": ("label",)})
TAGS = {"tags": ["panels"]}


class SeatInput(serializers.Serializer):
    """Who takes a seat; once the panel is fixed, also why."""

    email = serializers.EmailField(max_length=254)
    name = serializers.CharField(max_length=80)
    affiliation = serializers.CharField(max_length=80)
    reason = serializers.CharField(max_length=1000, required=False)


class DismissalInput(serializers.Serializer):
    """Why a member leaves the panel."""

    reason = serializers.CharField(max_length=1000)


class ChairInput(serializers.Serializer):
    """Who chairs: the whole panel, or one application where the chair is recused."""

    seat = serializers.CharField(max_length=8)
    application = serializers.CharField(max_length=20, required=False)


class SeatSerializer(serializers.Serializer):
    """A seat with its person."""

    label = serializers.CharField()
    name = serializers.CharField()
    affiliation = serializers.CharField(allow_blank=True)
    appointed_at = serializers.DateTimeField()
    dismissed_at = serializers.DateTimeField(allow_null=True)


class PanelChangeSerializer(serializers.Serializer):
    """The seat as it is now, or the request that a second person has to answer."""

    seat = SeatSerializer(allow_null=True)
    approval = ApprovalSerializer(allow_null=True)


class PanelView(Endpoint):
    """The seats of one round."""

    @read(SeatSerializer, scope=READ, listing=LISTING, operation_id="panel", **TAGS)
    def get(self, request: Request, reference: str) -> Response:
        """Every seat, dismissed ones too."""
        return page_of(request, queries.all_seats(_round(request, reference)), LISTING, queries.seat_body)

    @act(PanelChangeSerializer, scope=WRITE, takes=SeatInput, operation_id="appoint", **TAGS)
    def post(self, request: Request, given: Mapping[str, Any], reference: str) -> dict[str, Any]:
        """Appoint a member, alone or, once the panel is fixed, through a second person."""
        round_ = _round(request, reference)
        fixed = permissions.is_fixed(queries.panel_of(round_))
        typed = cleaned(AppointForm(posted(given), fixed=fixed))
        act_ = panel_change.request_appointment if fixed else appoint
        return _changed(act_(round_id=round_.pk, actor=request.actor, now=request.now, **typed))


class Dismissal(Endpoint):
    """해촉."""

    @act(PanelChangeSerializer, scope=WRITE, takes=DismissalInput, operation_id="dismiss", **TAGS)
    def post(self, request: Request, given: Mapping[str, Any], reference: str, label: str) -> dict[str, Any]:
        """Dismiss one member, alone or through a second person."""
        round_ = _round(request, reference)
        seat = queries.seat_named(round_, label)
        if seat is None:
            raise Http404
        fixed = permissions.is_fixed(queries.panel_of(round_))
        require(permissions.may_change_panel(request.actor, round_, fixed=fixed, approved=True))
        act_ = panel_change.request_dismissal if fixed else dismiss
        return _changed(act_(seat_id=seat.pk, reason=given["reason"], actor=request.actor, now=request.now))


class Chair(Endpoint):
    """위원장 호선."""

    @act(SeatSerializer, scope=WRITE, takes=ChairInput, operation_id="elect_chair", **TAGS)
    def post(self, request: Request, given: Mapping[str, Any], reference: str) -> dict[str, Any]:
        """Record whom the members elected."""
        round_ = _round(request, reference)
        seat = queries.seat_named(round_, given["seat"])
        if seat is None:
            raise BrokenRule(Problem("no_such_seat", {"seat": given["seat"]}, "seat"))
        application = queries.application_named(round_, given["application"]) if "application" in given else None
        if application is None and "application" in given:
            raise Http404
        elected = elect_chair(
            seat_id=seat.pk,
            application_id=application.pk if application else None,
            actor=request.actor,
            now=request.now,
        )
        return queries.seat_body(elected.seat)


def _round(request: Request, reference: str) -> Round:
    return get_object_or_404(permissions.visible_panel_rounds(request.actor), reference=reference)


def _changed(made: Seat | Approval) -> dict[str, Any]:
    if isinstance(made, Approval):
        return {"seat": None, "approval": approval_body(made)}
    return {"seat": queries.seat_body(made), "approval": None}
