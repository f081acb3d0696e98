"""The tree's own Python files, parsed."""

import ast
from functools import cache
from pathlib import Path

from portal.servers.stack import ROOT

APPS = ("portal", "applications", "reviews")


@cache
def files() -> tuple[Path, ...]:
    """Every Python file of the apps but the migrations, relative to the top."""
    found = (path.relative_to(ROOT) for app in APPS for path in (ROOT / app).rglob("*.py"))
    return tuple(sorted(path for path in found if "migrations" not in path.parts))


@cache
def tree(path: Path) -> ast.Module:
    """The file's syntax tree."""
    return ast.parse((ROOT / path).read_text(), str(path))


def room(path: Path) -> str:
    """The room a file is in: `actions` for applications/actions/submit.py, `tasks` for portal/tasks.py."""
    return Path(path.parts[1]).stem
