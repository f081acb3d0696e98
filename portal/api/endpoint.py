"""How a request reaches an action: who asks → scope → input → the same action as the page's → output.

`read` and `act` declare a method of an `Endpoint`: its scope, what it takes and what it gives; the schema is made of
the same declaration. A public address has no scope; SESSION means a login in the browser, never a token.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, wraps
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotAuthenticated
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from portal.actions.answers import begin_answer, keep_answer
from portal.api.listing import Listing
from portal.api.problems import MEDIA_TYPE, Malformed
from portal.errors import NotPermitted

PUBLIC, SESSION = "", "session"
_KEY = re.compile(r"[\x21-\x7e]{1,255}")
_CHUNK = 1024 * 1024
Method = Callable[..., Any]


class _Json(BaseContentNegotiation):
    """JSON, whatever is asked for."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        """By the content type, as usual."""
        return next((parser for parser in parsers if _is_for(parser, request)), None)

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        """The first, always."""
        return renderers[0], renderers[0].media_type


class Endpoint(APIView):
    """One address of the API."""

    http_method_names = ["get", "post", "put", "patch", "delete", "head"]
    content_negotiation_class = _Json


class Given(Mapping[str, Any]):
    """The input of an act, looked at when it is first needed: the door and the right to act come before it."""

    def __init__(self, takes: type[serializers.Serializer] | None, request: Request) -> None:
        self._takes, self._request = takes, request

    @cached_property
    def _read(self) -> Mapping[str, Any]:
        """What the serializer made of the body. Raises ValidationError, or ParseError for what is no JSON."""
        if self._takes is None:
            return {}
        serializer = self._takes(data=self._request.data)
        serializer.is_valid(raise_exception=True)
        return serializer.validated_data

    def __getitem__(self, name: str) -> Any:
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._read)

    def __len__(self) -> int:
        return len(self._read)


def read(
    gives: Any, *, scope: str, listing: Listing | None = None, many: bool = False, **documented: Any
) -> Callable[[Method], Method]:
    """A GET. The method gives JSON or a response; `gives` is the serializer of what comes out (of a row, for lists)."""

    def declare(method: Method) -> Method:
        @wraps(method)
        def handler(self: Endpoint, request: Request, **named: Any) -> Response:
            _allow(request, scope)
            return _response(method(self, request, **named), 200)

        handler.scope, handler.listing, handler.is_act = scope, listing, False
        parameters = [*documented.pop("parameters", ()), *(listing.parameters() if listing else ())]
        output = gives(many=True) if many or listing else gives
        return extend_schema(responses={200: output}, parameters=parameters, **documented)(handler)

    return declare


def act(
    gives: Any,
    *,
    scope: str,
    takes: type[serializers.Serializer] | None = None,
    status: int = 201,
    is_keyed: bool = True,
    matches: bool | None = None,
    **documented: Any,
) -> Callable[[Method], Method]:
    """An act: POST, PATCH or DELETE. The method gets its input as `given`.

    With an `Idempotency-Key` the same request gets the same answer, without acting twice; only answers are kept, not
    refusals that changed nothing. `matches` says whether the act reads `If-Match` (True: it must be there).
    """

    def declare(method: Method) -> Method:
        @wraps(method)
        def handler(self: Endpoint, request: Request, **named: Any) -> Response:
            _allow(request, scope)
            given = Given(takes, request)
            key = _key(request) if is_keyed else ""
            if not key:
                return _response(method(self, request, given, **named), status)
            asked = {"method": request.method, "path": request.path, "body": _asked(request)}
            kept, is_answered = begin_answer(key=key, request=asked, actor=request.actor, now=request.now)
            if is_answered:
                return _response(kept.body, kept.status)
            response = _response(method(self, request, given, **named), status)
            keep_answer(kept=kept, status=response.status_code, body=response.data)
            return response

        handler.scope, handler.listing, handler.is_act = scope, None, True
        handler.is_keyed, handler.matches = is_keyed, matches
        return extend_schema(request=takes, responses={status: gives}, **documented)(handler)

    return declare


def _allow(request: Request, scope: str) -> None:
    """Raises NotAuthenticated for a stranger, NotPermitted for a token that was not made for this."""
    if scope == PUBLIC:
        return
    if not request.actor.is_known:
        raise NotAuthenticated
    if request.auth is None:
        return
    if scope == SESSION:
        raise NotPermitted("session_needed")
    if scope not in request.auth.scopes:
        raise NotPermitted("scope_missing", scope=scope)


def _key(request: Request) -> str:
    key = request.headers.get("Idempotency-Key", "")
    if key and not _KEY.fullmatch(key):
        raise Malformed("idempotency_key_malformed")
    return key


def _asked(request: Request) -> Any:
    """What was sent, as JSON: of a file its name and hash, so that a repeated upload is recognised."""
    if not hasattr(request.data, "lists"):
        return request.data
    return {name: [_part(value) for value in values] for name, values in request.data.lists()}


def _part(value: Any) -> Any:
    if not isinstance(value, UploadedFile):
        return value
    digest = hashlib.sha256()
    for chunk in value.chunks(_CHUNK):
        digest.update(chunk)
    value.seek(0)
    return [value.name, digest.hexdigest()]


def _response(answer: Any, status: int) -> Response:
    if isinstance(answer, Response):
        return answer
    is_problem = status >= 400  # noqa: PLR2004
    return Response(answer, status=status, content_type=MEDIA_TYPE if is_problem else None)


def _is_for(parser: Any, request: Request) -> bool:
    return (request.content_type or "").partition(";")[0].strip().lower() == parser.media_type
