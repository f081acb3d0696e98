"""Files stay small, and their names say what is in them."""

import statistics

from portal.servers.stack import ROOT

APPS = ("portal", "applications", "reviews")
BANNED = {"utils", "helpers", "common", "services", "managers", "base"}
FILES = sorted(path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts)


def test_sizes_are_small():
    sizes = {path.relative_to(ROOT): len(path.read_text().splitlines()) for path in FILES}
    assert {path: size for path, size in sizes.items() if size > 400} == {}
    assert statistics.median(sizes.values()) < 100


def test_names_are_not_heaps():
    assert [path for path in FILES if path.stem in BANNED] == []
