"""Answers that must not tell by their time whether there is an account."""

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class PaceMiddleware:
    """What is sent to the doors of `settings.EVEN_PACE` is answered at whole multiples of so many seconds.

    Outside the transaction, so that nothing but a thread waits.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        start = time.monotonic()
        response = self.get_response(request)
        match = request.resolver_match
        if request.method == "POST" and match and (pace := settings.EVEN_PACE.get(match.url_name)):
            time.sleep(pace - (time.monotonic() - start) % pace)
        return response
