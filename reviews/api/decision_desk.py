"""The decision desk: versions, prepare, ask for confirmation."""

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from portal.api.approvals import WRITE as ASK
from portal.api.approvals import ApprovalSerializer, ReasonInput
from portal.api.endpoint import Endpoint, act, read
from portal.api.listing import Listing, page_of
from portal.api_queries import approval_body
from portal.errors import require
from reviews import permissions, queries
from reviews.actions.prepare_decision import prepare_decision
from reviews.actions.publish import request_publication
from reviews.api.panels import READ, WRITE
from reviews.api.review_desk import on_desk
from reviews.api.sheets import STAGES
from reviews.lifecycle import Stage

LISTING = Listing({"version": ("-version",)})
TAGS = {"tags": ["decision desk"]}


class PrepareInput(serializers.Serializer):
    """Why a further version is prepared."""

    reason = serializers.CharField(max_length=2000, allow_blank=True, default="")


class VersionSerializer(serializers.Serializer):
    """One version of a decision; its document stays sealed."""

    stage = serializers.ChoiceField(STAGES)
    version = serializers.IntegerField()
    outcome = serializers.CharField()
    commitment = serializers.CharField()
    reason = serializers.CharField(allow_blank=True)
    prepared_at = serializers.DateTimeField()


class Versions(Endpoint):
    """What was prepared in one round."""

    @read(VersionSerializer, scope=READ, listing=LISTING, operation_id="decision_desk", **TAGS)
    def get(self, request: Request, reference: str) -> Response:
        """Every version of the round's decision."""
        review = on_desk(request, reference, Stage.PRESENTATION)
        scoped = review.round.decisions.filter(stage=Stage.PRESENTATION)
        return page_of(request, scoped, LISTING, queries.decision_body)

    @act(VersionSerializer, scope=WRITE, takes=PrepareInput, operation_id="prepare_decision", **TAGS)
    def post(self, request: Request, given: Mapping[str, Any], reference: str) -> dict[str, Any]:
        """Prepare the decision that the rule card makes of the records as they stand."""
        review = on_desk(request, reference, Stage.PRESENTATION)
        made = prepare_decision(round_id=review.round_id, **given, actor=request.actor, now=request.now)
        return queries.decision_body(made)


class PublicationView(Endpoint):
    """확정·공표."""

    @act(ApprovalSerializer, scope=ASK, takes=ReasonInput, operation_id="request_publication", **TAGS)
    def post(self, request: Request, given: Mapping[str, Any], reference: str) -> dict[str, Any]:
        """Ask the other agency to confirm and publish the newest version."""
        review = on_desk(request, reference, Stage.PRESENTATION)
        require(permissions.may_request_publication(request.actor, reference))
        asked = request_publication(round_id=review.round_id, **given, actor=request.actor, now=request.now)
        return approval_body(asked)
