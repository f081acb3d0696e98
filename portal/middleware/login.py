"""Strangers see what the apps have registered as public; everything else asks them to log in first."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse

from portal.registry import registry


class LoginMiddleware(LoginRequiredMiddleware):
    """The way to the login page is the same for foreign and for absent things, so it tells nothing of either."""

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., HttpResponse], view_args: Any, view_kwargs: Any
    ) -> HttpResponse | None:
        """Let public addresses pass; views of others may also say themselves that they need no login."""
        if request.resolver_match.url_name in registry.public:
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)
