"""Error pages in the house's own frame."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from portal import wording
from portal.api.problems import MEDIA_TYPE, body
from portal.errors import Refusal


def refusal_page(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The page of a refusal: its status, its sentence, and every problem for a broken rule."""
    problems = [wording.refusal(problem.code, dict(problem.params)) for problem in refusal.problems]
    sentence = problems[0] if problems else wording.refusal(refusal.code, refusal.params)
    return render(
        request,
        f"{int(refusal.answer)}.html",
        {"sentence": sentence, "problems": problems},
        status=int(refusal.answer),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The session or form was stale; say how to go on."""
    return render(request, "403_csrf.html", status=403)


def not_found(request: HttpRequest, exception: Any) -> HttpResponse:
    """Foreign and absent are the same page; under the API's address they are the same problem."""
    if request.path.startswith("/api/"):
        return JsonResponse(body(404, "absent"), status=404, content_type=MEDIA_TYPE)
    return render(request, "404.html", {"sentence": wording.refusal("absent")}, status=404)
