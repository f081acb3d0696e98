"""A person at the running portal without a browser: cookies, forms, and every answer as it comes."""

import re
from http.client import HTTPMessage, HTTPResponse
from typing import IO, NamedTuple
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPErrorProcessor, Request, build_opener

from tests.plugins.site import LiveSite

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Answer(NamedTuple):
    """Status, headers and body of one answer; redirects are not followed."""

    status: int
    headers: HTTPMessage
    body: str


class _Plain(HTTPErrorProcessor):
    """Gives every answer back, also a redirect or an error."""

    def http_response(self, request: Request, response: HTTPResponse) -> IO[bytes]:
        return response


class Visitor:
    """`get` a page, `post` the form on the page that was got last."""

    def __init__(self, site: LiveSite) -> None:
        self.url = site.url
        self.opener = build_opener(HTTPCookieProcessor(), _Plain)
        self.token = ""

    def get(self, path: str) -> Answer:
        """Open a page."""
        return self._send(path)

    def post(self, path: str, **fields: str) -> Answer:
        """Send these fields with the token of the page before."""
        data = urlencode({"csrfmiddlewaretoken": self.token, **fields}).encode()
        return self._send(path, data)

    def log_in(self, email: str, password: str) -> Answer:
        """Log in by the login page."""
        self.get("/accounts/login/")
        return self.post("/accounts/login/", login=email, password=password)

    def _send(self, path: str, data: bytes | None = None) -> Answer:
        request = Request(self.url + path, data)  # noqa: S310 (always our own site)
        with self.opener.open(request, timeout=60) as response:
            answer = Answer(response.status, response.headers, response.read().decode())
        if found := _TOKEN.search(answer.body):
            self.token = found[1]
        return answer
