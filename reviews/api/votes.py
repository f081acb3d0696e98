"""A member on the presentation day: the vote, and the chair's consolidated opinion."""

from collections.abc import Mapping
from typing import Any

from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from applications.api.outputs import LinkSerializer
from portal.api.endpoint import Endpoint, act, read
from portal.api.listing import Listing, page_of
from reviews import permissions, queries
from reviews.actions.cast_ballot import cast_ballot
from reviews.actions.opinion import sign_opinion
from reviews.api.duties import own_seat
from reviews.api.sheets import READ, SIGN, TAGS
from reviews.models import Seat, Session
from reviews.rules.ballots import Choice

LISTING = Listing(
    {"cast": ("-cast_at",)},
    {"round": ("session__review__round__reference", ()), "application": ("session__application__reference", ())},
)


class SessionInput(serializers.Serializer):
    """Which session is meant: the newest sitting of this application."""

    round = serializers.SlugField(max_length=40)
    application = serializers.SlugField(max_length=20)


class BallotInput(SessionInput):
    """An answer to every gate's question; one may abstain."""

    votes = serializers.DictField(
        child=serializers.ChoiceField([choice.value for choice in Choice]), help_text="By the gate's code"
    )


class OpinionInput(SessionInput):
    """The chair's consolidated opinion; the team reads it with its result."""

    text = serializers.CharField(max_length=6000)


class BallotSerializer(serializers.Serializer):
    """That a ballot was cast; what it says is sealed until the reveal."""

    round = serializers.CharField()
    application = serializers.CharField()
    sitting = serializers.IntegerField()
    receipt = serializers.CharField(help_text="Salted commitment to exactly these votes")
    cast_at = serializers.DateTimeField()


class CastSerializer(BallotSerializer):
    """The same with its place in the chain."""

    chain = LinkSerializer(allow_null=True)


class OpinionSerializer(serializers.Serializer):
    """An opinion as it was signed."""

    version = serializers.IntegerField()
    text = serializers.CharField()
    signed_at = serializers.DateTimeField()


class Votes(Endpoint):
    """Own ballots."""

    @read(BallotSerializer, scope=READ, listing=LISTING, operation_id="votes", **TAGS)
    def get(self, request: Request) -> Response:
        """The receipts of what this member cast."""
        return page_of(request, permissions.visible_own_ballots(request.actor), LISTING, queries.ballot_body)

    @act(CastSerializer, scope=SIGN, takes=BallotInput, operation_id="vote", **TAGS)
    def post(self, request: Request, given: Mapping[str, Any]) -> dict[str, Any]:
        """Cast a ballot, once."""
        _seat, session = own_session(request, given)
        ballot = cast_ballot(session_id=session.pk, votes=given["votes"], actor=request.actor, now=request.now)
        return queries.cast_body(ballot)


class Opinions(Endpoint):
    """종합의견."""

    @act(OpinionSerializer, scope=SIGN, takes=OpinionInput, operation_id="opinion", **TAGS)
    def post(self, request: Request, given: Mapping[str, Any]) -> dict[str, Any]:
        """Sign the opinion as the chair of this session; the newest version counts."""
        _seat, session = own_session(request, given)
        signed = sign_opinion(session_id=session.pk, text=given["text"], actor=request.actor, now=request.now)
        return queries.opinion_body(signed)


def own_session(request: Request, given: Mapping[str, Any]) -> tuple[Seat, Session]:
    """The door: the member's seat, and a session that it is not recused from."""
    seat = own_seat(request, given["round"])
    scoped = permissions.visible_seat_sessions(seat)
    return seat, get_object_or_404(scoped, application__reference=given["application"])
