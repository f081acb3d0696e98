"""Whether the tests notice that a guard is gone: first the table of addresses, then the tests of the same rooms."""

import ast
import inspect
import os
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from portal.addresses import addresses
from portal.servers.stack import ROOT
from tests.architecture import test_urls, url_table
from tests.plugins.guards import REMOVED, Guard, functions, modules, removed

# How many addresses and test files may be asked for one guard.
MOST_ROWS, MOST_FILES = 8, 14
# Where nothing in the code leads from the guard to its tests: settings name it, or a registry stands between.
ELSEWHERE = {
    "portal.api_queries": ("tests/portal/api/test_tokens.py",),
    "applications.registrations": ("tests/applications/views/test_documents.py",),
    "reviews.registrations": ("tests/reviews/views/test_sheets.py",),
    "portal.registrations": ("tests/portal/views/test_reports.py",),
    "portal.files": ("tests/portal/views/test_files.py",),
}
Place = tuple[str, str]


def noticed_by_table(guard: Guard, world: test_urls.World) -> str:
    """The first row of the table of addresses that turns red without the guard; "" if none does."""
    with removed(guard):
        for key in _rows(guard):
            row = url_table.TABLE[key]
            if test_urls.answers(world, key.split()[0], row) != row.answers():
                return key
    return ""


def noticed_by_tests(guard: Guard) -> str:
    """The first test that turns red without the guard; "" if none does. Runs them on the servers of this run."""
    files = _files(guard)
    if not files:
        return ""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *map(str, files)]
    env = os.environ | {REMOVED: str(guard), "PYTEST_XDIST_WORKER": f"guard{os.getpid()}", "PYTEST_ADDOPTS": ""}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    red = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return red[0] if done.returncode and red else ""


def _rows(guard: Guard) -> list[str]:
    """Rows of addresses that lead to the guard, the nearest first; doors of the house stand before all."""
    by_view = defaultdict(list)
    for key in url_table.TABLE:
        by_view[_view(key.split()[0])].append(key)
    if guard.kind == "door" and ".middleware." in guard.module:
        return list(url_table.TABLE)[:MOST_ROWS]
    found = [key for place in _callers(guard) for key in by_view.get(place, ())]
    # Where the answer is no plain "no such thing" a missing guard shows.
    telling = [key for key in found if _tells(key)]
    return telling[:MOST_ROWS]


def _tells(key: str) -> bool:
    said = set(" ".join(url_table.TABLE[key].answers().values()).split())
    return bool(said & {"200", "201", "302", "409", "403", "422", "file"})


def _files(guard: Guard) -> list[Path]:
    """The tests of the guard's module and of those that lead to it or are registered with it; those that speak of it."""
    reached = [path for module, _ in _callers(guard) for path in _tests_of(module)]
    beside = [path for module in _registered_with(guard) for path in _tests_of(module)]
    spoken = guard.function.rpartition(".")[2]
    speaking = [path for path in _test_files() if spoken in path.read_text()]
    known = [ROOT / path for path in ELSEWHERE.get(guard.module, ())]
    return list(dict.fromkeys([*known, *beside, *reached[:MOST_FILES], *speaking]))[: MOST_FILES + len(known)]


def _tests_of(module: str) -> list[Path]:
    app, last = module.partition(".")[0], module.rpartition(".")[2]
    return [
        path
        for path in _test_files()
        if path.relative_to(ROOT).parts[1] == app and re.fullmatch(rf"test_{last}(_.*)?", path.stem)
    ]


@cache
def _test_files() -> tuple[Path, ...]:
    """All that need neither a browser nor whole servers, nor remove guards themselves."""
    found = sorted((ROOT / "tests").rglob("test_*.py"))
    return tuple(path for path in found if not {"journeys", "architecture"} & {*path.parts})


def _registered_with(guard: Guard) -> set[str]:
    """Modules that are named in the same statement of a `registrations` as the guard."""
    named = set()
    for module, path in modules().items():
        if module.endswith(".registrations"):
            for statement in ast.parse(path.read_text()).body:
                spoken = set(_names(statement))
                named |= spoken if guard.function in spoken else set()
    return {module for module in modules() if module.rpartition(".")[2] in named}


def _view(name: str) -> Place:
    callback = addresses()[name][1].callback
    shown = getattr(callback, "view_class", None) or getattr(callback, "cls", None) or inspect.unwrap(callback)
    return shown.__module__, shown.__qualname__.partition(".")[0]


def _callers(guard: Guard) -> list[Place]:
    """Where the guard stands, who speaks of it, who speaks of those, and so on: (module, function or class)."""
    start = (guard.module, guard.function.partition(".")[0])
    reached, edge = {start: None}, [start]
    while edge:
        spoken_of = {name for _, name in edge}
        edge = [place for place, names in _speaks().items() if place not in reached and names & spoken_of]
        reached |= dict.fromkeys(edge)
    return list(reached)


@cache
def _speaks() -> dict[Place, set[str]]:
    found: dict[Place, set[str]] = defaultdict(set)
    for module, path in modules().items():
        for name, node in functions(path):
            found[module, name.partition(".")[0]] |= set(_names(node))
    return found


def _names(node: ast.AST) -> Iterator[str]:
    for each in ast.walk(node):
        if isinstance(each, ast.Name):
            yield each.id
        elif isinstance(each, ast.Attribute):
            yield each.attr
