"""Roles and reports of the house."""

from collections.abc import Mapping
from typing import Any

from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from portal import api_queries as queries
from portal import permissions
from portal.actions.reports import retry_report
from portal.actions.roles import request_grant
from portal.api.approvals import READ, WRITE, ApprovalSerializer
from portal.api.endpoint import Endpoint, act, read
from portal.api.listing import Listing, page_of
from portal.errors import require
from portal.forms.roles import MOST_DAYS
from portal.roles import Agency, Role

ROLES, AGENCIES = [role.value for role in Role], [agency.value for agency in Agency]
GRANTS = Listing(
    {"agency": ("agency", "user__name"), "ends": ("ends_at",)},
    {"role": ("role", ROLES), "agency": ("agency", AGENCIES)},
)
REPORTS = Listing({"ordered": ("-ordered_at",), "number": ("number",)}, {"kind": ("kind", ())})


class GrantInput(serializers.Serializer):
    """Who is to hold which role, where and for how long."""

    email = serializers.EmailField(max_length=254)
    role = serializers.ChoiceField(ROLES)
    agency = serializers.ChoiceField(AGENCIES)
    days = serializers.IntegerField(min_value=1, max_value=MOST_DAYS, default=MOST_DAYS)
    reason = serializers.CharField(max_length=1000)


class GrantSerializer(serializers.Serializer):
    """A role that is held now."""

    name = serializers.CharField()
    email = serializers.CharField()
    role = serializers.ChoiceField(ROLES)
    agency = serializers.ChoiceField(AGENCIES)
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()


class ReportSerializer(serializers.Serializer):
    """A report that is due, made or failed."""

    number = serializers.CharField()
    kind = serializers.CharField()
    subject = serializers.CharField()
    ordered_at = serializers.DateTimeField()
    state = serializers.ChoiceField(["waiting", "failed", "done"])


class Roles(Endpoint):
    """Who holds which role."""

    @read(GrantSerializer, scope=READ, listing=GRANTS, operation_id="roles", tags=["house"])
    def get(self, request: Request) -> Response:
        """Every role that is held now."""
        require(permissions.may_list_grants(request.actor))
        scoped = queries.running(permissions.visible_grants(request.actor), request.now)
        return page_of(request, scoped, GRANTS, queries.grant_body)

    @act(ApprovalSerializer, scope=WRITE, takes=GrantInput, operation_id="request_grant", tags=["house"])
    def post(self, request: Request, given: Mapping[str, Any]) -> dict[str, Any]:
        """Ask a second manager to give somebody a role."""
        require(permissions.may_list_grants(request.actor))
        require(permissions.may_grant_roles(request.actor))
        typed = {**given, "role": Role(given["role"]), "agency": Agency(given["agency"])}
        return queries.approval_body(request_grant(**typed, actor=request.actor, now=request.now))


class Reports(Endpoint):
    """Reports, for staff."""

    @read(ReportSerializer, scope=READ, listing=REPORTS, operation_id="reports", tags=["house"])
    def get(self, request: Request) -> Response:
        """Every report that is due, made or failed."""
        require(permissions.may_list_reports(request.actor))
        scoped = queries.with_state(permissions.visible_report_orders(request.actor))
        return page_of(request, scoped, REPORTS, queries.report_body)


class Retry(Endpoint):
    """A failed report."""

    @act(ReportSerializer, scope=WRITE, operation_id="retry_report", tags=["house"])
    def post(self, request: Request, given: Mapping[str, Any], number: str) -> dict[str, Any]:
        """Start it again."""
        scoped = queries.with_state(permissions.visible_report_orders(request.actor))
        found = get_object_or_404(scoped, number=number)
        retry_report(order=found, actor=request.actor, now=request.now)
        return queries.report_body(found) | {"state": "waiting"}
