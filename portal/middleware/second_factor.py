"""Staff and panel members act with a second factor only; who has not used one is led to it."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from portal.accounts.proof import lacks_second_factor
from portal.registry import registry
from portal.roles import ANONYMOUS

# What is needed to get a second factor, to look after the account, or to leave.
_OWN = ("account_", "mfa_")


class SecondFactorMiddleware:
    """Public pages stay open, but show no more than the public sees; everything else waits for the second factor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., HttpResponse], view_args: Any, view_kwargs: Any
    ) -> HttpResponse | None:
        """Lead to the second factor's page; where no login is needed, let pass as a stranger."""
        name = request.resolver_match.url_name or ""
        if name.startswith(_OWN) or not lacks_second_factor(request):
            return None
        if (name in registry.public and name != "home") or not getattr(view_func, "login_required", True):
            request.actor = ANONYMOUS
            if request.path.startswith("/api/"):
                # The API asks the user itself; a page goes on to show who is logged in.
                request.user = AnonymousUser()
            return None
        next_page = request.get_full_path() if request.method == "GET" else reverse("home")
        return redirect(f"{reverse('mfa_index')}?{urlencode({'next': next_page})}")
