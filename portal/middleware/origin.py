"""Two origins, one process: files never render in the site's context."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class OriginMiddleware:
    """Requests to the files origin see the file routes and nothing else, and the other way round."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.get_host() == settings.FILES_HOST:
            request.urlconf = settings.FILES_URLCONF
        return self.get_response(request)
