"""The published decision as JSON: exactly the object that the PDF carries as decision.json."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.response import Response

from reviews import permissions


class GateSerializer(serializers.Serializer):
    """How one gate stood."""

    yes = serializers.IntegerField()
    no = serializers.IntegerField()
    abstain = serializers.IntegerField()
    base = serializers.IntegerField()
    needs = serializers.IntegerField()
    result = serializers.ChoiceField(["passed", "passed_by_chair", "failed", "no_quorum"])


class DecidedApplicationSerializer(serializers.Serializer):
    """What became of one application."""

    ref = serializers.CharField()
    outcome = serializers.ChoiceField(["selected", "runner_up", "gate_failed", "below_pass"])
    gates = serializers.DictField(child=GateSerializer())


class FiguresSerializer(serializers.Serializer):
    """The highest score and the mean, from three scored applications up."""

    max = serializers.CharField()
    mean = serializers.CharField()


class ChainPlaceSerializer(serializers.Serializer):
    """The publication's place in the round's chain."""

    seq = serializers.IntegerField()
    hash = serializers.CharField()


class DecisionSerializer(serializers.Serializer):
    """gwaban/decision-public-1."""

    format = serializers.CharField()
    round = serializers.CharField()
    outcome = serializers.ChoiceField(["selected", "no_selection"])
    vacancies = serializers.IntegerField()
    rule_card = serializers.CharField(help_text="SHA-256 of the rule card")
    applications = DecidedApplicationSerializer(many=True)
    figures = FiguresSerializer(allow_null=True)
    chain = ChainPlaceSerializer()
    commitment = serializers.CharField(help_text="Salted commitment to the sealed gwaban/tally-1 document")


@extend_schema(responses=DecisionSerializer, operation_id="decision", tags=["decisions"])
@api_view(["GET"])
def decision(request: HttpRequest, reference: str) -> Response:
    """A published decision; 404 before it is published."""
    # DRF wraps Django's request; the actor was set on the inner one.
    published = permissions.visible_publications(request._request.actor)
    found = get_object_or_404(published, decision__round__reference=reference)
    return Response(found.public)
