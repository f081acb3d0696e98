"""What the repository holds: no addresses of registries, every part pinned."""

import re

from portal.servers.stack import ROOT

LOCKS = ("requirements.txt", ".ci/node.txt", "package-lock.json")


def test_locks_name_no_addresses():
    found = [
        f"{name}:{number}"
        for name in LOCKS
        for number, line in enumerate((ROOT / name).read_text().splitlines(), 1)
        if re.search(r"https?://|--(extra-)?index-url|--find-links|\"resolved\"", line)
    ]
    assert found == []


def test_locks_pin_every_package_by_hash():
    for name in LOCKS[:2]:
        blocks = re.split(r"\n(?=\S)", (ROOT / name).read_text().strip())
        assert [block.split()[0] for block in blocks if "==" not in block or "--hash=sha256:" not in block] == []
