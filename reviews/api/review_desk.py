"""A review, for those who run it: begin, progress, close, reveal, and the short list of the written one."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.request import Request

from portal.api.approvals import WRITE as ASK
from portal.api.approvals import ApprovalSerializer, ReasonInput
from portal.api.endpoint import Endpoint, act, read
from portal.api_queries import approval_body
from portal.errors import require
from reviews import permissions, queries
from reviews.actions.close_review import close_review
from reviews.actions.reveal import request_reveal
from reviews.actions.shortlist import request_shortlist
from reviews.actions.start_review import start_review
from reviews.api.panels import READ, WRITE
from reviews.api.sheets import REVIEWS, STAGES
from reviews.lifecycle import Stage
from reviews.models import Review

TAGS = {"tags": ["review desk"]}


class ReviewSerializer(serializers.Serializer):
    """Where a review stands and how many have signed; never what."""

    round = serializers.CharField()
    stage = serializers.ChoiceField(STAGES)
    status = serializers.ChoiceField(REVIEWS)
    opened_at = serializers.DateTimeField()
    signed = serializers.IntegerField()
    expected = serializers.IntegerField()


class ReviewView(Endpoint):
    """One review."""

    @read(ReviewSerializer, scope=READ, operation_id="progress", **TAGS)
    def get(self, request: Request, reference: str, stage: str) -> dict[str, Any]:
        """How many sheets are signed."""
        return queries.review_body(on_desk(request, reference, stage))


class Start(Endpoint):
    """Its beginning."""

    @act(ReviewSerializer, scope=WRITE, operation_id="start_review", **TAGS)
    def post(self, request: Request, given: Mapping[str, Any], reference: str, stage: str) -> dict[str, Any]:
        """End the screening and let the panel read and score."""
        found = get_object_or_404(permissions.visible_panel_rounds(request.actor), reference=reference)
        wanted = stage_of(stage)
        made = start_review(round_id=found.pk, stage=wanted, actor=request.actor, now=request.now)
        return queries.review_body(made)


class Close(Endpoint):
    """Its end."""

    @act(ReviewSerializer, scope=WRITE, operation_id="close_review", **TAGS)
    def post(self, request: Request, given: Mapping[str, Any], reference: str, stage: str) -> dict[str, Any]:
        """Close; sheets that were not signed do not count."""
        found = on_desk(request, reference, stage)
        return queries.review_body(close_review(review_id=found.pk, actor=request.actor, now=request.now))


class Reveal(Endpoint):
    """개봉."""

    @act(ApprovalSerializer, scope=ASK, takes=ReasonInput, operation_id="reveal", **TAGS)
    def post(self, request: Request, given: Mapping[str, Any], reference: str, stage: str) -> dict[str, Any]:
        """Ask a second person to open a closed review."""
        found = on_desk(request, reference, stage)
        require(permissions.may_request_reveal(request.actor, f"{reference}/{stage}"))
        asked = request_reveal(review_id=found.pk, reason=given["reason"], actor=request.actor, now=request.now)
        return approval_body(asked)


class Shortlist(Endpoint):
    """서면평가 결과."""

    @act(ApprovalSerializer, scope=ASK, takes=ReasonInput, operation_id="shortlist", **TAGS)
    def post(self, request: Request, given: Mapping[str, Any], reference: str) -> dict[str, Any]:
        """Ask a second person to confirm the short list that the rule card makes."""
        found = on_desk(request, reference, Stage.WRITTEN)
        require(permissions.may_see_scores(found))
        asked = request_shortlist(round_id=found.round_id, reason=given["reason"], actor=request.actor, now=request.now)
        return approval_body(asked)


def stage_of(stage: str) -> Stage:
    """The stage that an address names. Raises Http404 for any other word."""
    if stage not in STAGES:
        raise Http404
    return Stage(stage)


def on_desk(request: Request, reference: str, stage: str) -> Review:
    """The door: a review of a round on this actor's desk."""
    scoped = permissions.visible_reviews(request.actor)
    return get_object_or_404(scoped, round__reference=reference, stage=stage_of(stage))
