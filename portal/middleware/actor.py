"""One transaction a request, with the actor named to it and the server's clock read once."""

from collections.abc import Callable
from http import HTTPStatus

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from portal.accounts.proof import is_fresh
from portal.actors import actor_of
from portal.clusters import enter


class ActorMiddleware:
    """Sets request.actor, request.now (the database's clock) and request.cluster.

    An exception in the view rolls everything back; a refusal that was recorded and answered does not.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with transaction.atomic():
            request.actor = actor_of(request.user, is_fresh=is_fresh(request))
            request.now, request.cluster = enter(request.actor)
            response = self.get_response(request)
            if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR or getattr(request, "must_roll_back", False):
                transaction.set_rollback(True)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Remember that what the view wrote must not stay."""
        request.must_roll_back = True
