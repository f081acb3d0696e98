"""Files stay small, and their names say what is in them."""

import statistics

from portal.servers.stack import ROOT
from tests.architecture.source import files

# One file by design: whoever checks evidence reads and runs it alone, without anything of ours.
LARGE = {"reviews/verify.py": 1050}
HEAPS = {"utils", "helpers", "common", "services", "managers", "base"}


def test_files_are_small():
    sizes = {path: len((ROOT / path).read_text().splitlines()) for path in files()}
    assert {str(path): size for path, size in sizes.items() if size > LARGE.get(str(path), 400)} == {}
    assert statistics.median(sizes.values()) < 100


def test_files_are_not_named_as_heaps():
    assert [str(path) for path in files() if path.stem in HEAPS] == []
