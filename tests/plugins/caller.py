"""A person at the API: a client that sends JSON with a token, and every scope unless told."""

import json
from collections.abc import Sequence
from itertools import count
from typing import Any

from django.http import HttpResponse
from django.test import Client

from portal.actions.tokens import create_token
from portal.clusters import server_now
from portal.registry import registry
from portal.roles import Actor

_keys = count(1)


class Caller:
    """`get`, `post`, `patch` and `delete` under /api/v1/; every act has a fresh Idempotency-Key unless told."""

    def __init__(self, actor: Actor | None, scopes: Sequence[str] = ()) -> None:
        self.client, self.headers = Client(), {}
        if actor:
            wanted = list(scopes) or list(registry.scopes)
            _token, secret = create_token(name="test", scopes=wanted, actor=actor, now=server_now())
            self.headers = {"Authorization": f"Bearer {secret}"}

    def get(self, path: str, **query: Any) -> HttpResponse:
        return self.client.get(f"/api/v1/{path}", query, headers=self.headers)

    def post(self, path: str, body: Any = None, *, key: str = "", **headers: str) -> HttpResponse:
        return self._send("POST", path, body, key=key, **headers)

    def patch(self, path: str, body: Any, *, match: str = "", key: str = "") -> HttpResponse:
        return self._send("PATCH", path, body, key=key, **({"If-Match": match} if match else {}))

    def delete(self, path: str, *, key: str = "") -> HttpResponse:
        return self._send("DELETE", path, None, key=key)

    def upload(self, path: str, *, key: str = "", **fields: Any) -> HttpResponse:
        headers = {**self.headers, "Idempotency-Key": key or f"key-{next(_keys)}"}
        return self.client.post(f"/api/v1/{path}", fields, headers=headers)

    def _send(self, method: str, path: str, body: Any, *, key: str, **headers: str) -> HttpResponse:
        sent = {**self.headers, "Idempotency-Key": key or f"key-{next(_keys)}", **headers}
        data = b"" if body is None else json.dumps(body).encode()
        return self.client.generic(method, f"/api/v1/{path}", data, "application/json", headers=sent)
