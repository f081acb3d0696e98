"""Two origins, one process: files never render in the site's context."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port


class OriginMiddleware:
    """Requests to the files origin see the file routes and nothing else, and the other way round."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _host(request) == settings.FILES_HOST.lower():
            request.urlconf = settings.FILES_URLCONF
        return self.get_response(request)


def _host(request: HttpRequest) -> str:
    """The host as browsers compare origins: lower case, no last dot, no default port."""
    domain, port = split_domain_port(request.get_host())
    return domain if port in {"", "443" if request.is_secure() else "80"} else f"{domain}:{port}"
