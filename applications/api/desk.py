"""The desk of those who run rounds: create, fill in the rule card, ask for opening or cancelling."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from applications import permissions, queries
from applications.actions.cancel_round import request_cancelling
from applications.actions.create_round import create_round
from applications.actions.edit_round import save_round_draft
from applications.actions.open_round import request_opening
from applications.api.rounds import TextSerializer
from applications.forms.card_editor import sections_of
from applications.forms.round_acts import NewRoundForm
from applications.lifecycle import RoundStatus
from applications.models import Round
from portal.api.approvals import WRITE as ASK
from portal.api.approvals import ApprovalSerializer, ReasonInput
from portal.api.endpoint import Endpoint, act, read
from portal.api.forms import cleaned, errors_of, posted
from portal.api.listing import Listing, page_of
from portal.api.preconditions import etag, matching
from portal.api.problems import PreconditionFailed
from portal.api_queries import approval_body
from portal.errors import NotNow, require

READ, WRITE = "rounds:read", "rounds:write"
STATUSES = [status.value for status in RoundStatus]
LISTING = Listing({"created": ("-created_at",), "opens": ("opens_at",)}, {"status": ("status", STATUSES)})
TAGS = {"tags": ["desk"]}


class NewRoundInput(serializers.Serializer):
    """Which reference and which template a round begins with."""

    reference = serializers.CharField(max_length=30)
    template = serializers.CharField(max_length=40)


_LONGEST = 10_000
_TEXT = {"type": "string", "maxLength": _LONGEST}


@extend_schema_field({"oneOf": [_TEXT, {"type": "array", "items": _TEXT, "maxItems": 40}]})
class TypedField(serializers.Field):
    """What a field of a page sends: a text, or several where it offers several choices."""

    def to_internal_value(self, data: Any) -> str | list[str]:
        """The same. Raises ValidationError for anything else."""
        if isinstance(data, str):
            return serializers.CharField(allow_blank=True, max_length=_LONGEST).run_validation(data)
        return serializers.ListField(child=serializers.CharField(max_length=_LONGEST)).run_validation(data)


class SectionInput(serializers.Serializer):
    """One section of the rule card, by the names that its page gives its fields."""

    typed = serializers.DictField(child=TypedField())


class DeskRoundSerializer(serializers.Serializer):
    """A round as its desk lists it; drafts have no times yet."""

    reference = serializers.CharField()
    title = TextSerializer()
    status = serializers.ChoiceField(STATUSES)
    version = serializers.IntegerField(help_text="Of the draft card; its ETag goes into If-Match")
    opens_at = serializers.DateTimeField(allow_null=True)
    closes_at = serializers.DateTimeField(allow_null=True)


class DeskRoundDetailSerializer(DeskRoundSerializer):
    """A round with its card: the draft, or the frozen one."""

    document = serializers.DictField(help_text="gwaban/rule-card-1")


def on_desk(request: Request, reference: str) -> Round:
    """The door of every address here."""
    scoped = permissions.visible_desk_rounds(request.actor).with_card().with_deadline()
    return get_object_or_404(scoped, reference=reference)


class Desk(Endpoint):
    """Rounds of this actor's desk."""

    @read(DeskRoundSerializer, scope=READ, listing=LISTING, operation_id="desk", **TAGS)
    def get(self, request: Request) -> Response:
        """Every round, drafts too."""
        require(permissions.may_list_desk(request.actor))
        scoped = permissions.visible_desk_rounds(request.actor).with_deadline().defer("draft")
        return page_of(request, scoped, LISTING, queries.desk_round_body)

    @act(DeskRoundSerializer, scope=WRITE, takes=NewRoundInput, operation_id="create_round", **TAGS)
    def post(self, request: Request, given: Mapping[str, Any]) -> Response:
        """Begin a round from a template card."""
        require(permissions.may_list_desk(request.actor))
        require(permissions.may_create_round(request.actor))
        made = create_round(**cleaned(NewRoundForm(posted(given))), actor=request.actor, now=request.now)
        made.closes_at = None
        return Response(queries.desk_round_body(made), status=201, headers={"ETag": etag(made.draft_version)})


class DeskRound(Endpoint):
    """One round."""

    @read(DeskRoundDetailSerializer, scope=READ, operation_id="desk_round", **TAGS)
    def get(self, request: Request, reference: str) -> Response:
        """The round with its rule card."""
        found = on_desk(request, reference)
        body = queries.desk_round_body(found) | {"document": queries.card_document(found)}
        return Response(body, headers={"ETag": etag(found.draft_version)})


class CardSection(Endpoint):
    """One section of a draft rule card."""

    @act(
        DeskRoundSerializer,
        scope=WRITE,
        takes=SectionInput,
        status=200,
        matches=True,
        operation_id="edit_section",
        **TAGS,
    )
    def patch(self, request: Request, given: Mapping[str, Any], reference: str, section: str) -> Response:
        """Save the section as its page would; every field of the page belongs into the request."""
        found = on_desk(request, reference)
        require(permissions.may_edit_round(request.actor, found))
        matching(request, found.draft_version)
        offered = {each.code: each for each in sections_of(found.draft)}
        if section not in offered:
            raise Http404
        editor = offered[section](found.draft, posted(given["typed"]))
        if not editor.is_valid():
            raise serializers.ValidationError(errors_of(*editor.parts))
        saved = self._saved(request, found, editor.write())
        saved.closes_at = None
        return Response(queries.desk_round_body(saved), headers={"ETag": etag(saved.draft_version)})

    @staticmethod
    def _saved(request: Request, found: Round, document: Mapping[str, Any]) -> Round:
        try:
            return save_round_draft(
                round_id=found.pk,
                document=document,
                version=found.draft_version,
                actor=request.actor,
                now=request.now,
            )
        except NotNow as refusal:
            if refusal.code != "draft_changed":
                raise
            raise PreconditionFailed from refusal


class Opening(Endpoint):
    """공고."""

    @act(ApprovalSerializer, scope=ASK, takes=ReasonInput, operation_id="request_opening", **TAGS)
    def post(self, request: Request, given: Mapping[str, Any], reference: str) -> dict[str, Any]:
        """Ask the other agency to open the round with its card as it stands."""
        found = on_desk(request, reference)
        require(permissions.may_request_opening(request.actor, found.reference))
        asked = request_opening(round_id=found.pk, reason=given["reason"], actor=request.actor, now=request.now)
        return approval_body(asked)


class Cancelling(Endpoint):
    """취소."""

    @act(ApprovalSerializer, scope=ASK, takes=ReasonInput, operation_id="cancel_round", **TAGS)
    def post(self, request: Request, given: Mapping[str, Any], reference: str) -> dict[str, Any]:
        """Ask the other agency to cancel the round; the reason is published."""
        found = on_desk(request, reference)
        require(permissions.may_request_cancelling(request.actor, found.reference))
        asked = request_cancelling(round_id=found.pk, reason=given["reason"], actor=request.actor, now=request.now)
        return approval_body(asked)
