"""The calls as JSON: the public list, and one call with its frozen rule card."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from applications import permissions, queries
from applications.lifecycle import PUBLIC_ROUND


class TextSerializer(serializers.Serializer):
    """The same words in both languages; English may be empty."""

    ko = serializers.CharField()
    en = serializers.CharField(allow_blank=True)


class RoundSerializer(serializers.Serializer):
    """A call from its announcement on."""

    reference = serializers.CharField()
    title = TextSerializer()
    status = serializers.ChoiceField(sorted(PUBLIC_ROUND))
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


@extend_schema(tags=["rounds"])
class RoundList(generics.ListAPIView):
    """Every announced call: those that accept applications first."""

    serializer_class = RoundSerializer

    def list(self, request: Request, *args: object, **kwargs: object) -> Response:
        """One page of calls."""
        # DRF wraps Django's request; the actor was set on the inner one.
        scoped = permissions.visible_announced_rounds(request._request.actor)
        page = self.paginate_queryset(queries.round_rows(scoped))
        return self.get_paginated_response([queries.round_body(row) for row in page])


@extend_schema(responses=RoundDetailSerializer, operation_id="round", tags=["rounds"])
@api_view(["GET"])
def round_(request: HttpRequest, reference: str) -> Response:
    """One call with its rule card."""
    scoped = permissions.visible_announced_rounds(request._request.actor)
    found = get_object_or_404(queries.with_page(scoped), reference=reference)
    return Response(queries.round_detail_body(found))
