"""Every address of both origins, as the URLconf has it."""

from collections.abc import Iterator
from functools import cache

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver


def walk(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every pattern below a resolver with its whole route."""
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from walk(each, prefix + str(each.pattern))
        else:
            yield prefix + str(each.pattern), each


@cache
def addresses() -> dict[str, tuple[str, URLPattern]]:
    """Route and pattern by the address's name; those of the files origin, which answers nothing else, come last."""
    both = (get_resolver(), get_resolver(settings.FILES_URLCONF))
    return {pattern.name: (route, pattern) for resolver in both for route, pattern in walk(resolver)}
