"""A member's assignments and sheets: read, draft, sign."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from applications.api.outputs import LinkSerializer
from applications.api.rounds import TextSerializer
from portal.api.endpoint import Endpoint, act, read
from portal.api.listing import Listing, page_of
from portal.api.preconditions import etag, matching
from portal.errors import Absent, require
from reviews import permissions, queries
from reviews.actions.save_sheet import save_sheet
from reviews.actions.sign_sheet import draft_hash, sign_sheet
from reviews.forms.sheets import POINTS_TEXT_MAX
from reviews.lifecycle import ReviewStatus, Stage
from reviews.permissions import Place
from reviews.rules.sheets import COMMENT_MAX

READ, WRITE, SIGN = "reviews:read", "reviews:write", "reviews:sign"
STAGES, REVIEWS = [stage.value for stage in Stage], [status.value for status in ReviewStatus]
LISTING = Listing(
    {"team": ("team_name", "stage"), "round": ("-round__pk", "team_name", "stage"), "signed": ("signed_at",)},
    {"round": ("round__reference", ()), "stage": ("stage", STAGES), "review": ("review_status", REVIEWS)},
)
TAGS = {"tags": ["reviews"]}


class MarkInput(serializers.Serializer):
    """Points and comment as they are typed; the signature asks for right ones."""

    points = serializers.CharField(max_length=POINTS_TEXT_MAX, allow_blank=True, required=False)
    comment = serializers.CharField(max_length=COMMENT_MAX, allow_blank=True, required=False, trim_whitespace=False)


class SheetInput(serializers.Serializer):
    """The criteria that are named are saved, the others stay."""

    marks = serializers.DictField(child=MarkInput(), help_text="By the criterion's code")


class SignInput(serializers.Serializer):
    """The signature under what was read; a correction of a signed sheet says why."""

    seen = serializers.CharField(max_length=64, help_text="`seen` of the sheet as it was read")
    reason = serializers.CharField(max_length=1000, allow_blank=True, default="")


class AssignmentSerializer(serializers.Serializer):
    """One application to be reviewed in one review."""

    sheet = serializers.CharField(help_text="The id of the sheet")
    round = serializers.CharField()
    stage = serializers.ChoiceField(STAGES)
    application = serializers.CharField()
    team_name = serializers.CharField()
    title = serializers.CharField(allow_blank=True)
    review = serializers.ChoiceField(REVIEWS)
    saved_at = serializers.DateTimeField(allow_null=True)
    signed_at = serializers.DateTimeField(allow_null=True)


class CriterionSerializer(serializers.Serializer):
    """What points are given for."""

    code = serializers.CharField()
    name = TextSerializer()
    max = serializers.CharField()


class MarkSerializer(serializers.Serializer):
    """Points and comment as they were typed."""

    points = serializers.CharField(allow_blank=True)
    comment = serializers.CharField(allow_blank=True)


class SheetSerializer(serializers.Serializer):
    """The own sheet as it stands, and what it is about."""

    id = serializers.CharField()
    round = serializers.CharField()
    stage = serializers.ChoiceField(STAGES)
    application = serializers.CharField()
    team_name = serializers.CharField()
    is_open = serializers.BooleanField()
    criteria = CriterionSerializer(many=True)
    marks = serializers.DictField(child=MarkSerializer())
    saved_at = serializers.DateTimeField(allow_null=True)
    signed_at = serializers.DateTimeField(allow_null=True)
    signed_version = serializers.IntegerField()
    manifest = serializers.DictField(help_text="What was handed in")
    seen = serializers.CharField(help_text="Names exactly these marks; the signature comes back with it")


class SignedSerializer(serializers.Serializer):
    """A signature."""

    receipt = serializers.CharField(help_text="Salted commitment to the signed document")
    version = serializers.IntegerField()
    total = serializers.CharField()
    signed_at = serializers.DateTimeField()
    chain = LinkSerializer(allow_null=True)


class Assignments(Endpoint):
    """What this member reviews."""

    @read(AssignmentSerializer, scope=READ, listing=LISTING, operation_id="assignments", **TAGS)
    def get(self, request: Request) -> Response:
        """Every application in every review, with the state of the own sheet."""
        scoped = permissions.visible_assignments(request.actor)
        return page_of(request, scoped, LISTING, queries.assignment_body)


class SheetView(Endpoint):
    """One own sheet."""

    @read(SheetSerializer, scope=READ, operation_id="sheet", **TAGS)
    def get(self, request: Request, sheet: str) -> Response:
        """The sheet as it stands."""
        at = own_place(request, sheet)
        require(permissions.may_open_sheet(at))
        return _answer(at)

    @act(SheetSerializer, scope=WRITE, takes=SheetInput, status=200, matches=False, operation_id="save_sheet", **TAGS)
    def patch(self, request: Request, given: Mapping[str, Any], sheet: str) -> Response:
        """Save what was typed, right or wrong."""
        at = own_place(request, sheet)
        require(permissions.may_write(at))
        matching(request, _version(at), required=False)
        save_sheet(**at.ids, typed=_typed(at, given["marks"]), actor=request.actor, now=request.now)
        return _answer(own_place(request, sheet))


class SheetSignature(Endpoint):
    """서명."""

    @act(SignedSerializer, scope=SIGN, takes=SignInput, operation_id="sign_sheet", **TAGS)
    def post(self, request: Request, given: Mapping[str, Any], sheet: str) -> dict[str, Any]:
        """Sign the draft as it stands; it is sealed until the reveal."""
        at = own_place(request, sheet)
        require(permissions.may_write(at))
        return queries.signed_body(sign_sheet(**at.ids, **given, actor=request.actor, now=request.now))


def own_place(request: Request, sheet: str) -> Place:
    """The door: the member's place at the sheet that this id names. Raises Absent for anything else."""
    round_, stage, application = [*sheet.split("."), "", ""][:3]
    if stage not in STAGES or queries.sheet_name(round_, stage, application) != sheet:
        raise Absent("absent")
    return permissions.place(request.actor, stage, round=round_, application=application)


def _answer(at: Place) -> Response:
    body = queries.sheet_body(at) | {"seen": draft_hash(at.typed)}
    return Response(body, headers={"ETag": etag(_version(at))})


def _version(at: Place) -> str:
    return draft_hash(at.typed)[:16]


def _typed(at: Place, marks: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    known = [criterion.code for criterion in at.seat.panel.round.card.read().criteria[at.stage]]
    if unknown := sorted(set(marks) - set(known)):
        sentence = _("The rule card has no such criterion.")
        raise serializers.ValidationError({"marks": {code: [sentence] for code in unknown}})
    empty = {"points": "", "comment": ""}
    return {code: {**empty, **at.typed.get(code, {}), **marks.get(code, {})} for code in known}
