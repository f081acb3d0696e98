"""Writes the access log (접속기록): what staff and panel members read of others, and what was refused to them."""

from collections.abc import Callable
from http import HTTPStatus

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse

from portal.accounts.network import network_of
from portal.registry import registry
from portal.roles import Actor
from portal.rules.accesses import AccessKind

REFUSED = {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT}
READ_METHODS = {"GET", "HEAD"}
_INSERT = """WITH named AS (SELECT set_config('app.actor', %(actor)s, true))
    INSERT INTO portal_accessentry
        (at, user_id, label, network, kind, method, door, subject, status, code, reason)
    SELECT %(at)s, %(user_id)s, %(label)s, %(network)s, %(kind)s, %(method)s, %(door)s, %(subject)s, %(status)s,
        %(code)s, %(reason)s FROM named"""
# The account of who asks.
OWN_PAGES = ("account_", "mfa_")


class AccessMiddleware:
    """Outside the request's transaction, so that a refusal is kept though its act was rolled back.

    The answer leaves only when its entry stands: nothing is read without a record.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        kind = kind_of(request, response)
        if kind:
            with transaction.atomic():
                _write(request, response, kind)
        return response


def is_watched(actor: Actor) -> bool:
    """Those who may come to read what others entrusted to the house: role holders and panel members."""
    return bool(actor.roles) or "seat" in actor.relations


def kind_of(request: HttpRequest, response: HttpResponse) -> AccessKind | None:
    """What this answer leaves in the log; None for one's own things, public pages and acts that were done.

    Acts that were done stand in the audit chain.
    """
    match, actor = request.resolver_match, getattr(request, "actor", None)
    if match is None or actor is None or not is_watched(actor):
        return None
    if response.status_code in REFUSED:
        return AccessKind.REFUSED
    if response.status_code >= HTTPStatus.BAD_REQUEST:
        return None
    if hasattr(request, "export_reason"):
        return AccessKind.EXPORT
    return AccessKind.READ if request.method in READ_METHODS and _shows_others(match.url_name or "") else None


def _shows_others(door: str) -> bool:
    own = door.startswith(OWN_PAGES) or door in registry.impersonal
    return not own and door not in registry.public


def _write(request: HttpRequest, response: HttpResponse, kind: AccessKind) -> None:
    """The transaction is its own, so the actor is named to it in the same statement."""
    match = request.resolver_match
    row = {
        "at": request.now,
        "user_id": request.actor.user_id,
        "label": request.actor.label,
        "network": network_of(request),
        "kind": kind,
        "method": request.method[:7],
        "door": match.url_name or "",
        "subject": "/".join(str(value) for value in match.kwargs.values())[:200],
        "status": response.status_code,
        "code": getattr(request, "refusal_code", "") if kind is AccessKind.REFUSED else "",
        "reason": getattr(request, "export_reason", "")[:500],
    }
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, {**row, "actor": str(request.actor.user_id)})
