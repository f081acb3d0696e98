"""Which browser asks: its last use is written down, and a new one gets its id."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from portal.accounts import devices


class DeviceMiddleware:
    """Writes at most once in some minutes for a session, and a cookie only after a login."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            devices.touch(request)
        response = self.get_response(request)
        devices.set_cookie(request, response)
        return response
