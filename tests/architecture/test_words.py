"""Messages are English in code and templates; Korean stands in the catalogue and in the demo's data."""

import ast
import re

from portal.servers.stack import ROOT
from tests.architecture.source import files, tree

HANGUL = re.compile("[가-힣]")
# Korean that is input or data, not a message.
DATA = {"portal/rules/names.py", "reviews/rules/anchors.py"}


def test_code_has_no_korean_messages():
    found = [
        f"{path}:{node.lineno} {node.value}"
        for path in files()
        if "demo" not in str(path) and str(path) not in DATA
        for node in strings(tree(path))
        if HANGUL.search(node.value)
    ]
    assert found == []


def strings(module):
    """All text constants but docstrings."""
    bare = {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)}
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in bare:
            yield node


def test_templates_have_no_korean_messages():
    found = []
    for path in sorted((ROOT / "templates").rglob("*.*")):
        text = re.sub(r"{#.*?#}|{% comment.*?endcomment %}", "", path.read_text(), flags=re.DOTALL)
        found += [f"{path.relative_to(ROOT)}: {line.strip()}" for line in text.splitlines() if HANGUL.search(line)]
    assert found == []
