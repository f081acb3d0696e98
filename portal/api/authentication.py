"""Who asks: a session of the site, or a token (`Authorization: Bearer …`) that reaches no further than its scopes."""

from typing import Any

from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from portal import api_queries as queries
from portal.accounts.proof import must_use_second_factor
from portal.actions.tokens import note_use
from portal.actors import actor_of
from portal.api.problems import TokenUnbacked
from portal.clusters import enter
from portal.models import ApiToken
from portal.rules.tokens import fingerprint

SCHEME = b"bearer"


class BearerAuthentication(BaseAuthentication):
    """A request with a token acts as the token's person; a session in the same request then counts for nothing."""

    def authenticate(self, request: Request) -> tuple[Any, ApiToken] | None:
        """The person and the token, or None without the header. Raises AuthenticationFailed for a token that is none,
        TokenUnbacked where the person's role needs a second factor that did not stand when the token was made.

        The middleware took the request for a stranger's or the session's; actor and transaction are told anew.
        """
        words = get_authorization_header(request).split()
        if not words or words[0].lower() != SCHEME:
            return None
        token = queries.living_token(fingerprint(words[1].decode("latin-1"))) if len(words) == 2 else None  # noqa: PLR2004
        if token is None:
            raise AuthenticationFailed(code="token_invalid")
        inner = request._request
        inner.actor = actor_of(token.user)
        if must_use_second_factor(inner.actor) and not queries.is_backed(token):
            raise TokenUnbacked
        inner.now, inner.cluster = enter(inner.actor)
        note_use(token, now=inner.now)
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        """What a 401 asks for."""
        return 'Bearer realm="gwaban"'
