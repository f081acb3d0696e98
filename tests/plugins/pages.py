"""Pages as they are compared: without what differs from one request to the next."""

import html
import re

from django.http import HttpResponse

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"')
_CLOCK = re.compile(r"<time\b.*?</time>|data-now=\"[^\"]*\"", re.DOTALL)


def masked(response: HttpResponse) -> str:
    """The body without tokens, the server's time and the address that was asked for."""
    text = _CLOCK.sub("", _TOKEN.sub("", response.content.decode()))
    return text.replace(html.escape(response.wsgi_request.get_full_path()), "")
