"""Nothing in a page needs an exception from the content security policy."""

import re

import pytest

from portal.servers.stack import ROOT

INLINE = {
    "script": re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*application/(ld\+)?json)", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "style attribute": re.compile(r"""\sstyle=["']""", re.IGNORECASE),
    "event attribute": re.compile(r"""\son[a-z]+=["']""", re.IGNORECASE),
    "script address": re.compile(r"""=["']javascript:""", re.IGNORECASE),
}


@pytest.mark.parametrize("kind", INLINE)
def test_pages_have_nothing_inline(kind):
    # Reports are printed, never sent to a browser.
    pages = [path for path in (ROOT / "templates").rglob("*.html") if "reports" not in path.parts]
    assert pages
    assert [str(path.relative_to(ROOT)) for path in pages if INLINE[kind].search(path.read_text())] == []
