"""Error pages in the house's own frame."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve

from portal import wording
from portal.api.problems import MEDIA_TYPE, body
from portal.errors import Answer, Refusal


def refusal_page(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The page of a refusal: its status, its sentence, and every problem for a broken rule."""
    problems = [wording.refusal(problem.code, dict(problem.params)) for problem in refusal.problems]
    sentence = problems[0] if problems else wording.refusal(refusal.code, refusal.params)
    return render(
        request,
        f"{int(refusal.answer)}.html",
        {"sentence": sentence, "problems": problems, "back_url": back_url(request, refusal)},
        status=int(refusal.answer),
    )


def back_url(request: HttpRequest, refusal: Refusal) -> str:
    """The page of the object that the refused act belongs to: the nearest address above that is a page.

    "" where what was asked for is absent for this person, as the page above may be too.
    """
    if refusal.answer is Answer.ABSENT:
        return ""
    above = request.path.rstrip("/")
    while above := above.rpartition("/")[0]:
        try:
            resolve(f"{above}/")
        except Resolver404:
            continue
        return f"{above}/"
    return ""


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The session or form was stale; say how to go on."""
    return render(request, "403_csrf.html", status=403)


def not_found(request: HttpRequest, exception: Any) -> HttpResponse:
    """Foreign and absent are the same page; under the API's address they are the same problem."""
    if request.path.startswith("/api/"):
        return JsonResponse(body(404, "absent"), status=404, content_type=MEDIA_TYPE)
    return render(request, "404.html", {"sentence": wording.refusal("absent")}, status=404)
