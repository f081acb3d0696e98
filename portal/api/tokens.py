"""Own tokens: made, listed and revoked by their person, logged in with a browser."""

from collections.abc import Mapping
from typing import Any

from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from portal import api_queries as queries
from portal import permissions
from portal.actions.tokens import create_token, revoke_token
from portal.api.endpoint import SESSION, Endpoint, act, read
from portal.api.listing import Listing, page_of
from portal.rules.tokens import MOST_DAYS, USUAL_DAYS

LISTING = Listing({"created": ("-created_at",), "expires": ("expires_at",), "name": ("name",)})


class TokenInput(serializers.Serializer):
    """What the token is for, what it may do, and for how long."""

    name = serializers.CharField(max_length=80)
    scopes = serializers.ListField(child=serializers.CharField(max_length=40), min_length=1, max_length=40)
    days = serializers.IntegerField(min_value=1, max_value=MOST_DAYS, default=USUAL_DAYS)


class TokenSerializer(serializers.Serializer):
    """A token without its secret."""

    reference = serializers.CharField()
    name = serializers.CharField()
    scopes = serializers.ListField(child=serializers.CharField())
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    last_used_at = serializers.DateTimeField(allow_null=True)
    revoked_at = serializers.DateTimeField(allow_null=True)


class NewTokenSerializer(TokenSerializer):
    """A token as it is made: the only time that its secret is shown."""

    token = serializers.CharField(help_text="For the header `Authorization: Bearer …`; only its hash is kept")


class Tokens(Endpoint):
    """One's own tokens."""

    @read(TokenSerializer, scope=SESSION, listing=LISTING, operation_id="tokens", tags=["tokens"])
    def get(self, request: Request) -> Response:
        """Every token of this person, also revoked and ended ones."""
        return page_of(request, permissions.visible_tokens(request.actor), LISTING, queries.token_body)

    # Not repeatable: a kept answer would keep the secret.
    @act(
        NewTokenSerializer,
        scope=SESSION,
        takes=TokenInput,
        is_keyed=False,
        operation_id="create_token",
        tags=["tokens"],
    )
    def post(self, request: Request, given: Mapping[str, Any]) -> dict[str, Any]:
        """Make a token; its secret is in this answer and nowhere else."""
        token, secret = create_token(**given, actor=request.actor, now=request.now)
        return queries.token_body(token) | {"token": secret}


class Token(Endpoint):
    """One own token."""

    @act(TokenSerializer, scope=SESSION, status=200, operation_id="revoke_token", tags=["tokens"])
    def delete(self, request: Request, given: Mapping[str, Any], token: str) -> dict[str, Any]:
        """Revoke it; it ends at once and stays on the list."""
        found = get_object_or_404(permissions.visible_tokens(request.actor), reference=token)
        return queries.token_body(revoke_token(token_id=found.pk, actor=request.actor, now=request.now))
