"""The presentation day, for those who run it: timetable, attendance, sessions, further sessions, lots."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from portal.api.approvals import WRITE as ASK
from portal.api.approvals import ApprovalSerializer
from portal.api.endpoint import Endpoint, act, read
from portal.api.listing import Listing, page_of
from portal.api_queries import approval_body
from portal.audit import timestamp
from portal.errors import require
from reviews import permissions, queries
from reviews.actions.attendance import record_attendance
from reviews.actions.further_sitting import request_further_sitting
from reviews.actions.lots import request_lots
from reviews.actions.session import end_session, open_vote, start_session
from reviews.actions.timetable import set_timetable
from reviews.api.panels import READ, WRITE
from reviews.api.review_desk import on_desk, stage_of
from reviews.lifecycle import SessionStatus, Stage
from reviews.rules.timetable import Slot

MOVES = {"start": start_session, "open-vote": open_vote, "end": end_session}
LISTING = Listing(
    {"order": ("-sitting", "position")}, {"status": ("status", [status.value for status in SessionStatus])}
)
TAGS = {"tags": ["meetings"]}


class SlotInput(serializers.Serializer):
    """One application's time."""

    application = serializers.CharField(max_length=20)
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()


class SlotsInput(serializers.Serializer):
    """A time for each application of the newest sitting."""

    slots = SlotInput(many=True)


class SittingInput(SlotsInput):
    """The times of a further session, and why it is held."""

    reason = serializers.CharField(max_length=1000)


class AttendanceInput(serializers.Serializer):
    """Which seats came in or left, and when if not now."""

    seats = serializers.ListField(child=serializers.CharField(max_length=8), min_length=1, max_length=100)
    came_in = serializers.BooleanField()
    at = serializers.DateTimeField(required=False)


class LotsInput(serializers.Serializer):
    """The number that each tied team drew, and how the lot was held."""

    numbers = serializers.DictField(
        child=serializers.IntegerField(min_value=1, max_value=10**9), help_text="By the application's reference"
    )
    reason = serializers.CharField(max_length=1000)


class SessionSerializer(serializers.Serializer):
    """One session: its slot and when it really ran."""

    application = serializers.CharField()
    sitting = serializers.IntegerField()
    position = serializers.IntegerField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    status = serializers.ChoiceField([status.value for status in SessionStatus])
    started_at = serializers.DateTimeField(allow_null=True)
    vote_opened_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)


class StepSerializer(serializers.Serializer):
    """A recorded step into the room or out of it."""

    seat = serializers.CharField()
    came_in = serializers.BooleanField()
    at = serializers.DateTimeField()


class Timetable(Endpoint):
    """발표 시간표."""

    @read(SessionSerializer, scope=READ, listing=LISTING, operation_id="timetable", **TAGS)
    def get(self, request: Request, reference: str) -> Response:
        """Every session of the round, the newest sitting first."""
        review = on_desk(request, reference, Stage.PRESENTATION)
        scoped = permissions.visible_sessions(request.actor).filter(review=review)
        return page_of(request, scoped, LISTING, queries.session_body)

    @act(SessionSerializer(many=True), scope=WRITE, takes=SlotsInput, operation_id="set_timetable", **TAGS)
    def post(self, request: Request, given: Mapping[str, Any], reference: str) -> list[dict[str, Any]]:
        """Set order and times; teams whose time has changed are told."""
        review = on_desk(request, reference, Stage.PRESENTATION)
        planned = set_timetable(review_id=review.pk, slots=_slots(given), actor=request.actor, now=request.now)
        return [queries.session_body(session) for session in planned]


class AttendanceView(Endpoint):
    """출석."""

    @act(StepSerializer(many=True), scope=WRITE, takes=AttendanceInput, operation_id="attendance", **TAGS)
    def post(self, request: Request, given: Mapping[str, Any], reference: str) -> list[dict[str, Any]]:
        """Record who came in or left."""
        review = on_desk(request, reference, Stage.PRESENTATION)
        recorded = record_attendance(
            round_id=review.round_id,
            seats=list(dict.fromkeys(given["seats"])),
            came_in=given["came_in"],
            at=given.get("at") or request.now,
            actor=request.actor,
            now=request.now,
        )
        return [{"seat": each.seat.label, "came_in": each.came_in, "at": timestamp(each.at)} for each in recorded]


class SessionMove(Endpoint):
    """회차의 진행."""

    @act(SessionSerializer, scope=WRITE, operation_id="session_move", **TAGS)
    def post(
        self, request: Request, given: Mapping[str, Any], reference: str, application: str, move: str
    ) -> dict[str, Any]:
        """`start` a session, `open-vote`, or `end` it."""
        if move not in MOVES:
            raise Http404
        scoped = permissions.visible_sessions(request.actor).filter(
            review__round__reference=reference, application__reference=application
        )
        found = scoped.order_by("-sitting").first()
        if found is None:
            raise Http404
        return queries.session_body(MOVES[move](session_id=found.pk, actor=request.actor, now=request.now))


class FurtherSitting(Endpoint):
    """추가 회차."""

    @act(ApprovalSerializer, scope=ASK, takes=SittingInput, operation_id="further_sitting", **TAGS)
    def post(self, request: Request, given: Mapping[str, Any], reference: str, stage: str) -> dict[str, Any]:
        """Ask a second person to reopen a review that ended tied or undecided."""
        review = on_desk(request, reference, stage)
        require(permissions.may_request_reopening(request.actor, f"{reference}/{stage}"))
        asked = request_further_sitting(
            review_id=review.pk,
            slots=_slots(given),
            reason=given["reason"],
            actor=request.actor,
            now=request.now,
        )
        return approval_body(asked)


class Lots(Endpoint):
    """추첨."""

    @act(ApprovalSerializer, scope=ASK, takes=LotsInput, operation_id="lots", **TAGS)
    def post(self, request: Request, given: Mapping[str, Any], reference: str, stage: str) -> dict[str, Any]:
        """Enter the lots that tied teams drew, for a second person to confirm."""
        scoped = permissions.visible_results(request.actor)
        review = get_object_or_404(scoped, round__reference=reference, stage=stage_of(stage))
        require(permissions.may_request_lots(request.actor, f"{reference}/{stage}"))
        asked = request_lots(review_id=review.pk, **given, actor=request.actor, now=request.now)
        return approval_body(asked)


def _slots(given: Mapping[str, Any]) -> list[Slot]:
    return [Slot(each["application"], each["starts_at"], each["ends_at"]) for each in given["slots"]]
