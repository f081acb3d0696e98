"""Refusals as JSON: problem details (RFC 9457) with the same code and sentence as the page.

Every `type` leads to the code's own address under /api/v1/problems/, where all codes are listed.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist, SuspiciousOperation
from django.http import Http404
from django.urls import reverse
from rest_framework import exceptions, status
from rest_framework.response import Response

from portal import wording
from portal.errors import Refusal

MEDIA_TYPE = "application/problem+json"


class PreconditionRequired(exceptions.APIException):
    """A change without `If-Match`: 428."""

    status_code = status.HTTP_428_PRECONDITION_REQUIRED


class PreconditionFailed(exceptions.APIException):
    """A change of something that has changed since it was read: 412."""

    status_code = status.HTTP_412_PRECONDITION_FAILED


class TokenUnbacked(exceptions.AuthenticationFailed):
    """A token of somebody whose role needs a second factor, made without one: 401."""


class Malformed(exceptions.APIException):
    """A header that cannot be read: 400."""

    status_code = status.HTTP_400_BAD_REQUEST

    def __init__(self, code: str) -> None:
        super().__init__(code=code)
        self.code = code


# What the framework says by itself, in our codes.
CODES: Mapping[type[exceptions.APIException], str] = {
    exceptions.ParseError: "request_malformed",
    exceptions.NotAuthenticated: "login_needed",
    exceptions.AuthenticationFailed: "token_invalid",
    TokenUnbacked: "token_unbacked",
    exceptions.PermissionDenied: "csrf_failed",
    exceptions.MethodNotAllowed: "method_not_allowed",
    exceptions.UnsupportedMediaType: "media_type_unsupported",
    exceptions.Throttled: "too_many_requests",
    PreconditionRequired: "precondition_required",
    PreconditionFailed: "precondition_failed",
}


def handle(exception: Exception, context: dict[str, Any]) -> Response | None:
    """Answer an anticipated refusal; leave defects to the framework. What the view wrote does not stay."""
    answer = _answer(exception)
    if answer is not None:
        asked = context["request"]._request
        asked.must_roll_back, asked.refusal_code = True, answer.data["code"]
    return answer


def problem(answer_status: int, code: str, *, detail: str = "", **more: Any) -> Response:
    """One problem as a response; `more` are members of its own."""
    found = body(answer_status, code, detail=detail) | more
    return Response(found, status=int(answer_status), content_type=MEDIA_TYPE)


def body(answer_status: int, code: str, *, detail: str = "") -> dict[str, Any]:
    """One problem as JSON."""
    return {
        "type": reverse("api-problem", settings.ROOT_URLCONF, args=[code]),
        "status": int(answer_status),
        "code": code,
        "detail": detail or wording.refusal(code),
    }


def _answer(exception: Exception) -> Response | None:
    match exception:
        case Refusal():
            return _refused(exception)
        case exceptions.ValidationError():
            return _invalid(exception)
        case Http404() | ObjectDoesNotExist():
            return problem(status.HTTP_404_NOT_FOUND, "absent")
        case SuspiciousOperation():
            return problem(status.HTTP_400_BAD_REQUEST, "request_malformed")
        case exceptions.APIException():
            return _of_framework(exception)
    return None


def _of_framework(exception: exceptions.APIException) -> Response | None:
    code = exception.code if isinstance(exception, Malformed) else CODES.get(type(exception))
    if code is None:
        return None
    response = problem(exception.status_code, code)
    if header := getattr(exception, "auth_header", ""):
        response["WWW-Authenticate"] = header
    return response


def _invalid(exception: exceptions.ValidationError) -> Response:
    found = [{"code": "invalid_input", "field": field, "detail": line} for field, line in _lines(exception.detail)]
    return problem(status.HTTP_422_UNPROCESSABLE_ENTITY, "invalid_input", problems=found)


def _refused(refusal: Refusal) -> Response:
    found = [
        {"code": each.code, "field": each.field_name, "detail": wording.refusal(each.code, dict(each.params))}
        for each in refusal.problems
    ]
    detail = found[0]["detail"] if found else wording.refusal(refusal.code, refusal.params)
    return problem(refusal.answer, refusal.code, detail=detail, **({"problems": found} if found else {}))


def _lines(detail: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Every message of a serializer's error with the path of its field: `interests.0.reason`."""
    match detail:
        case dict():
            for name, inner in detail.items():
                yield from _lines(inner, f"{place}.{name}" if place else str(name))
        case [*each] if all(isinstance(one, str) for one in each):
            yield from ((place.removesuffix(".non_field_errors").removeprefix("non_field_errors"), one) for one in each)
        case [*each]:
            for number, inner in enumerate(each):
                yield from _lines(inner, f"{place}.{number}" if place else str(number))
        case str():
            yield place, detail
