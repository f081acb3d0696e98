"""Refusals become pages: 404, 403, 409 or 422 with the sentence for their code."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from portal.accounts.proof import prove_first
from portal.errors import Refusal
from portal.views.errors import refusal_page


class RefusalMiddleware:
    """Turns a `Refusal` raised by an action into its error page; the transaction is rolled back further out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer an anticipated refusal; leave defects alone."""
        if not isinstance(exception, Refusal):
            return None
        request.must_roll_back, request.refusal_code = True, exception.code
        if exception.code == "proof_needed":
            # What was sent is kept in the session, and goes on by itself after the proof.
            return prove_first(request)
        return refusal_page(request, exception)
