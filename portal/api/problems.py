"""Refusals as JSON: problem details (RFC 9457) with the same code and sentence as the page."""

from typing import Any

from rest_framework.response import Response
from rest_framework.views import exception_handler

from portal import wording
from portal.errors import Refusal


def handle(exception: Exception, context: dict[str, Any]) -> Response | None:
    """Answer an anticipated refusal; leave the rest to the framework. What the view wrote does not stay."""
    if not isinstance(exception, Refusal):
        return exception_handler(exception, context)
    context["request"]._request.must_roll_back = True
    problems = [
        {"code": each.code, "field": each.field_name, "detail": wording.refusal(each.code, dict(each.params))}
        for each in exception.problems
    ]
    detail = problems[0]["detail"] if problems else wording.refusal(exception.code, exception.params)
    body = {"type": "about:blank", "status": int(exception.answer), "code": exception.code, "detail": detail}
    return Response(
        body | ({"problems": problems} if problems else {}),
        status=int(exception.answer),
        content_type="application/problem+json",
    )
