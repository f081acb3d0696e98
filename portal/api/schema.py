"""The schema: scopes, headers and refusals of each operation, from what its method declares."""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from rest_framework import serializers

from portal.api.endpoint import PUBLIC, SESSION
from portal.api.listing import Pages
from portal.api.problems import MEDIA_TYPE
from portal.registry import registry

READ_REFUSALS = {
    401: "Not logged in, or the token is not valid",
    403: "Not this person's act, or the token lacks the scope",
    404: "Absent, or not this person's to see",
    409: "Not in the present state, or not at this time",
    422: "What was sent breaks rules; `problems` names each",
}
ACT_REFUSALS = {400: "The request cannot be read", **READ_REFUSALS, 415: "The body's media type is not taken"}
MATCH_REFUSALS = {412: "It has changed since it was read"}
# What every reference in an address is made of.
WORD = "^[-a-zA-Z0-9_.]+$"
TOKEN, COOKIE = "token", "session"


class ProblemLineSerializer(serializers.Serializer):
    """One broken rule."""

    code = serializers.CharField()
    field = serializers.CharField(allow_blank=True, help_text="The field that it belongs to; empty: the whole")
    detail = serializers.CharField()


class ProblemSerializer(serializers.Serializer):
    """Problem details (RFC 9457)."""

    type = serializers.CharField(help_text="Leads to the code's description")
    status = serializers.IntegerField()
    code = serializers.CharField(help_text="One of /api/v1/problems/")
    detail = serializers.CharField(help_text="The sentence that the page shows, in the language of the request")
    problems = ProblemLineSerializer(many=True, required=False)


class Schema(AutoSchema):
    """An operation as its method declares it (`portal.api.endpoint`)."""

    def get_auth(self) -> list[dict[str, Any]]:
        """Session, or a token with the scope that this operation needs; nothing for public ones."""
        scope = getattr(self._handler, "scope", PUBLIC)
        if scope == PUBLIC:
            return []
        return [{COOKIE: []}] if scope == SESSION else [{COOKIE: []}, {TOKEN: [scope]}]

    def _get_paginator(self) -> Pages | None:
        """Pages where the method declares a listing; other lists come whole."""
        return Pages() if getattr(self._handler, "listing", None) else None

    def get_operation(self, *args: Any, **named: Any) -> dict[str, Any] | None:
        """With the headers that the operation reads and the refusals that it may answer."""
        operation = super().get_operation(*args, **named)
        handler = self._handler
        if operation is None or not hasattr(handler, "scope"):
            return operation
        if handler.is_act:
            operation.setdefault("parameters", []).extend(_headers(handler))
        for parameter in operation.get("parameters", []):
            if parameter["in"] == "path" and parameter["schema"] == {"type": "string"}:
                parameter["schema"] = {"type": "string", "pattern": WORD}
        for status, description in self._refusals(handler, operation).items():
            operation["responses"].setdefault(str(status), self._problem(description))
        operation["responses"] = dict(sorted(operation["responses"].items()))
        return operation

    @property
    def _handler(self) -> Any:
        return getattr(self.view, self.method.lower(), None)

    def _refusals(self, handler: Any, operation: dict[str, Any]) -> dict[int, str]:
        found = dict(ACT_REFUSALS if handler.is_act else READ_REFUSALS)
        if getattr(handler, "matches", None) is not None:
            found |= MATCH_REFUSALS
        if getattr(handler, "matches", None):
            found[428] = "`If-Match` is missing"
        if handler.scope == PUBLIC:
            # A token that is not valid is refused everywhere.
            found = {status: found[status] for status in (401, 404, 422)}
        return found

    def _problem(self, description: str) -> dict[str, Any]:
        reference = self.resolve_serializer(ProblemSerializer, "response").ref
        return {"description": description, "content": {MEDIA_TYPE: {"schema": reference}}}


def describe_security(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:  # noqa: FBT001
    """Hook of drf-spectacular: both ways to be known, and every scope with its sentence."""
    scopes = {scope: str(sentence) for scope, sentence in sorted(registry.scopes.items())}
    lines = "\n".join(f"- `{scope}`: {sentence}" for scope, sentence in scopes.items())
    result["components"]["securitySchemes"] = {
        COOKIE: {"type": "apiKey", "in": "cookie", "name": "session", "description": "A login in the browser"},
        TOKEN: {
            "type": "http",
            "scheme": "bearer",
            "description": f"A token of POST /api/v1/tokens/ with its scopes:\n\n{lines}",
            "x-scopes": scopes,
        },
    }
    return result


def _headers(handler: Any) -> list[dict[str, Any]]:
    headers = []
    if handler.is_keyed:
        headers.append(
            {
                "name": "Idempotency-Key",
                "in": "header",
                "description": "The same key with the same request gives the same answer; with another request 422.",
                "schema": {"type": "string", "pattern": "^[!-~]{1,255}$"},
            }
        )
    if handler.matches is not None:
        headers.append(
            {
                "name": "If-Match",
                "in": "header",
                "description": "The ETag of what was read" + ("" if handler.matches else "; without it, overwrites"),
                "required": handler.matches,
                "schema": {"type": "string"},
            }
        )
    return headers
