"""Requests for a second person: every grave act is asked for at its own address and answered here."""

from collections.abc import Mapping
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from portal import api_queries as queries
from portal import permissions
from portal.actions.approvals import answer_approval
from portal.api.endpoint import Endpoint, act, read
from portal.api.listing import Listing, page_of
from portal.errors import require
from portal.rules.approvals import Verdict

READ, WRITE = "approvals:read", "approvals:write"
VERDICTS = [verdict.value for verdict in Verdict]
LISTING = Listing(
    {"requested": ("-requested_at",), "expires": ("expires_at",)},
    {"verb": ("verb", ()), "verdict": ("answer__verdict", VERDICTS)},
)


class AnswerInput(serializers.Serializer):
    """What the second person says; the requester may only withdraw."""

    verdict = serializers.ChoiceField(VERDICTS)
    reason = serializers.CharField(max_length=1000, allow_blank=True, default="")

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        """A rejection needs a reason that the other side can work with."""
        if given["verdict"] == Verdict.REJECTED and not given["reason"].strip():
            raise serializers.ValidationError({"reason": _("Please say why you reject the request.")})
        return given


class ReasonInput(serializers.Serializer):
    """Why a grave act is asked for; the second person reads it."""

    reason = serializers.CharField(max_length=1000)


class ApprovalSerializer(serializers.Serializer):
    """A request and how it was answered."""

    reference = serializers.CharField()
    verb = serializers.CharField()
    subject = serializers.CharField()
    reason = serializers.CharField()
    payload_sha256 = serializers.CharField(help_text="Over the canonical bytes of exactly what will be done")
    requested_by = serializers.CharField()
    requested_agency = serializers.CharField()
    requested_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    verdict = serializers.ChoiceField(VERDICTS, allow_null=True)
    answered_at = serializers.DateTimeField(allow_null=True)


class ApprovalDetailSerializer(ApprovalSerializer):
    """The same with what will be done."""

    payload = serializers.DictField(help_text="What the act will get, byte for byte as it was asked for")


class Approvals(Endpoint):
    """What waits for a second person, and what was answered."""

    @read(ApprovalSerializer, scope=READ, listing=LISTING, operation_id="approvals", tags=["approvals"])
    def get(self, request: Request) -> Response:
        """Every request, the newest first."""
        require(permissions.may_list_approvals(request.actor))
        scoped = queries.with_answer(permissions.visible_approvals(request.actor))
        return page_of(request, scoped, LISTING, queries.approval_body)


class ApprovalView(Endpoint):
    """One request."""

    @read(ApprovalDetailSerializer, scope=READ, operation_id="approval", tags=["approvals"])
    def get(self, request: Request, approval: str) -> dict[str, Any]:
        """The request with its payload."""
        scoped = queries.with_answer(permissions.visible_approvals(request.actor))
        return queries.approval_detail_body(get_object_or_404(scoped, reference=approval))


class Answer(Endpoint):
    """The one answer to a request."""

    @act(ApprovalSerializer, scope=WRITE, takes=AnswerInput, operation_id="answer_approval", tags=["approvals"])
    def post(self, request: Request, given: Mapping[str, Any], approval: str) -> dict[str, Any]:
        """Approve (and thereby do), reject or withdraw."""
        scoped = permissions.visible_approvals(request.actor).select_related("requested_by")
        found = get_object_or_404(scoped, reference=approval)
        answer = answer_approval(
            approval=found,
            verdict=Verdict(given["verdict"]),
            reason=given["reason"],
            actor=request.actor,
            now=request.now,
        )
        found.answer = answer
        return queries.approval_body(found)
