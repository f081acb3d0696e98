"""개찰 and 요건검토."""

from collections.abc import Mapping
from typing import Any

from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from applications import permissions, queries
from applications.actions.screen import screen
from applications.actions.unseal import unseal
from applications.api import outputs
from applications.api.desk import READ, WRITE, DeskRoundSerializer, on_desk
from applications.lifecycle import HANDED_IN
from applications.models import Application
from applications.rules.screening import CheckAnswer, ScreeningOutcome
from portal.api.endpoint import Endpoint, act, read
from portal.api.listing import Listing, page_of

LISTING = Listing({"received": ("received_at",), "team": ("team_name",)}, {"status": ("status", sorted(HANDED_IN))})
TAGS = {"tags": ["screening"]}


class CheckInput(serializers.Serializer):
    """One line of the checklist; a line that does not hold needs a reason."""

    code = serializers.CharField(max_length=80)
    holds = serializers.BooleanField()
    reason = serializers.CharField(max_length=1000, allow_blank=True, default="")


class ScreeningInput(serializers.Serializer):
    """Every line of the rule card in its order; a correction says why."""

    answers = CheckInput(many=True)
    reason = serializers.CharField(max_length=2000, allow_blank=True, default="")


class CheckSerializer(serializers.Serializer):
    """One line as it was answered."""

    code = serializers.CharField()
    holds = serializers.BooleanField()
    reason = serializers.CharField(allow_blank=True)


class ScreeningSerializer(serializers.Serializer):
    """One finished screening."""

    version = serializers.IntegerField()
    outcome = serializers.ChoiceField([outcome.value for outcome in ScreeningOutcome])
    answers = CheckSerializer(many=True)
    reason = serializers.CharField(allow_blank=True)
    screened_at = serializers.DateTimeField()


class ReceivedSerializer(outputs.HeadSerializer):
    """A received application in a list."""

    receipt_no = serializers.CharField()
    received_at = serializers.DateTimeField()


class ReceivedDetailSerializer(ReceivedSerializer):
    """What was handed in, and how it was screened, the newest first."""

    manifest = serializers.DictField()
    screenings = ScreeningSerializer(many=True)


class Unsealing(Endpoint):
    """개찰."""

    @act(DeskRoundSerializer, scope=WRITE, operation_id="unseal", **TAGS)
    def post(self, request: Request, given: Mapping[str, Any], reference: str) -> dict[str, Any]:
        """Open what was received."""
        found = on_desk(request, reference)
        opened = unseal(round_id=found.pk, actor=request.actor, now=request.now)
        opened.closes_at = found.closes_at
        return queries.desk_round_body(opened)


class ReceivedApplications(Endpoint):
    """What was received in one round."""

    @read(ReceivedSerializer, scope=READ, listing=LISTING, operation_id="screening", **TAGS)
    def get(self, request: Request, reference: str) -> Response:
        """Every received application, once the round was unsealed."""
        found = on_desk(request, reference)
        scoped = permissions.visible_received_applications(request.actor).filter(round=found)
        rows = queries.listed_applications(scoped.select_related("round"))
        return page_of(request, rows, LISTING, queries.received_body)


class ReceivedApplication(Endpoint):
    """One received application."""

    @read(ReceivedDetailSerializer, scope=READ, operation_id="received_application", **TAGS)
    def get(self, request: Request, reference: str, application: str) -> dict[str, Any]:
        """What it handed in, and its screenings."""
        found = _received(request, reference, application)
        return queries.received_detail_body(found, queries.received(found))

    @act(ScreeningSerializer, scope=WRITE, takes=ScreeningInput, operation_id="screen", **TAGS)
    def post(self, request: Request, given: Mapping[str, Any], reference: str, application: str) -> dict[str, Any]:
        """Finish the screening, or correct it with a reason; the applicant is told."""
        found = _received(request, reference, application)
        answers = [
            CheckAnswer(line["code"], line["holds"], "" if line["holds"] else line["reason"])
            for line in given["answers"]
        ]
        made = screen(
            application_id=found.pk, answers=answers, reason=given["reason"], actor=request.actor, now=request.now
        )
        return queries.screening_body(made)


def _received(request: Request, reference: str, application: str) -> Application:
    scoped = permissions.visible_received_applications(request.actor).select_related("round__card")
    return get_object_or_404(scoped, round__reference=reference, reference=application)
