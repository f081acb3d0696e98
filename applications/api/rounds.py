"""The calls as JSON: the public list, and one call with its frozen rule card."""

from typing import Any

from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from applications import permissions, queries
from applications.lifecycle import PUBLIC_ROUND
from portal.api.endpoint import PUBLIC, Endpoint, read
from portal.api.listing import Listing, page_of

STATUSES = sorted(PUBLIC_ROUND)
LISTING = Listing(
    {"urgent": ("place", "-opens_at", "-pk"), "opens": ("opens_at",), "closes": ("closes_at",)},
    {"status": ("status", STATUSES)},
)


class TextSerializer(serializers.Serializer):
    """The same words in both languages; English may be empty."""

    ko = serializers.CharField()
    en = serializers.CharField(allow_blank=True)


class RoundSerializer(serializers.Serializer):
    """A call from its announcement on."""

    reference = serializers.CharField()
    title = TextSerializer()
    status = serializers.ChoiceField(STATUSES)
    opens_at = serializers.DateTimeField()
    closes_at = serializers.DateTimeField(help_text="Received is what was submitted before this moment.")
    rule_card = serializers.CharField(help_text="SHA-256 over the canonical bytes (RFC 8785) of the rule card")


class RuleCardSerializer(serializers.Serializer):
    """The card as it was fixed."""

    sha256 = serializers.CharField()
    frozen_at = serializers.DateTimeField()
    document = serializers.DictField(help_text="gwaban/rule-card-1")


class RoundDetailSerializer(RoundSerializer):
    """A call with its whole rule card."""

    rule_card = RuleCardSerializer()


class Rounds(Endpoint):
    """Announced calls."""

    @read(RoundSerializer, scope=PUBLIC, listing=LISTING, operation_id="rounds", tags=["rounds"])
    def get(self, request: Request) -> Response:
        """Every announced call: those that accept applications first."""
        scoped = queries.round_rows(permissions.visible_announced_rounds(request.actor))
        return page_of(request, scoped, LISTING, queries.round_body)


class RoundView(Endpoint):
    """One call."""

    @read(RoundDetailSerializer, scope=PUBLIC, operation_id="round", tags=["rounds"])
    def get(self, request: Request, reference: str) -> dict[str, Any]:
        """One call with its rule card."""
        scoped = queries.with_page(permissions.visible_announced_rounds(request.actor))
        return queries.round_detail_body(get_object_or_404(scoped, reference=reference))
