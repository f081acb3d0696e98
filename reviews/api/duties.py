"""What a member owes before reading: pledges and the declaration of interests."""

from collections.abc import Mapping
from typing import Any

from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.request import Request

from portal.api.endpoint import Endpoint, act
from portal.audit import timestamp
from portal.errors import require
from reviews import permissions
from reviews.actions.declare_interests import declare_interests
from reviews.actions.sign_pledges import sign_pledges
from reviews.api.sheets import TAGS, WRITE
from reviews.models import Seat
from reviews.rules.panel import Interest


class PledgesInput(serializers.Serializer):
    """The codes of every pledge of the rule card."""

    codes = serializers.ListField(child=serializers.CharField(max_length=40), max_length=40)


class InterestInput(serializers.Serializer):
    """Whether there is a conflict of interest with one application, and which."""

    application = serializers.CharField(max_length=20)
    has_conflict = serializers.BooleanField()
    reason = serializers.CharField(max_length=1000, allow_blank=True, default="")


class InterestsInput(serializers.Serializer):
    """One or more declarations."""

    interests = InterestInput(many=True, allow_empty=False)


class PledgeSerializer(serializers.Serializer):
    """A signed pledge."""

    code = serializers.CharField()
    text_sha256 = serializers.CharField()
    signed_at = serializers.DateTimeField()


class InterestSerializer(serializers.Serializer):
    """A declaration as it stands; a conflict is a recusal at once."""

    application = serializers.CharField()
    has_conflict = serializers.BooleanField()
    declared_at = serializers.DateTimeField()


class Pledges(Endpoint):
    """청렴서약, 보안서약."""

    @act(PledgeSerializer(many=True), scope=WRITE, takes=PledgesInput, operation_id="sign_pledges", **TAGS)
    def post(self, request: Request, given: Mapping[str, Any], reference: str) -> list[dict[str, Any]]:
        """Sign every pledge of the rule card."""
        seat = own_seat(request, reference)
        require(permissions.may_sign_pledges(seat))
        signed = sign_pledges(round_id=seat.panel.round_id, codes=given["codes"], actor=request.actor, now=request.now)
        return [
            {"code": each.code, "text_sha256": each.text_sha256, "signed_at": timestamp(each.signed_at)}
            for each in signed
        ]


class Interests(Endpoint):
    """이해관계 확인서."""

    @act(InterestSerializer(many=True), scope=WRITE, takes=InterestsInput, operation_id="declare_interests", **TAGS)
    def post(self, request: Request, given: Mapping[str, Any], reference: str) -> list[dict[str, Any]]:
        """Declare; there is no way back from a conflict here."""
        seat = own_seat(request, reference)
        require(permissions.may_declare(seat))
        declared = declare_interests(
            round_id=seat.panel.round_id,
            interests=[Interest(**each) for each in given["interests"]],
            actor=request.actor,
            now=request.now,
        )
        return [
            {
                "application": each.application.reference,
                "has_conflict": each.has_conflict,
                "declared_at": timestamp(each.declared_at),
            }
            for each in declared
        ]


def own_seat(request: Request, reference: str) -> Seat:
    """The door: the seat that this person holds in the round."""
    return get_object_or_404(permissions.visible_seats(request.actor), panel__round__reference=reference)
