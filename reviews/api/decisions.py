"""The published decision as JSON: exactly the object that the PDF carries as decision.json."""

from typing import Any

from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.request import Request

from portal.api.endpoint import PUBLIC, Endpoint, read
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


class DecisionView(Endpoint):
    """A published decision."""

    @read(DecisionSerializer, scope=PUBLIC, operation_id="decision", tags=["decisions"])
    def get(self, request: Request, reference: str) -> dict[str, Any]:
        """Who was selected and how that was decided; 404 before it is published."""
        published = permissions.visible_publications(request.actor)
        return get_object_or_404(published, decision__round__reference=reference).public
