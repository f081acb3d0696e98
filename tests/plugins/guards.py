"""Every guard of the house, and how it is taken away while the program runs.

Guards are the policies (`may_*` and whatever else answers a Decision), the narrowings of the row scopes (`visible_*`,
`own_*`), each `require(...)` in pages, API and actions, and a few doors by name. A guard is removed by swapping the
code of the live function, so everybody who imported it meets the hole.
"""

import ast
import importlib
import inspect
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import CodeType, FunctionType

from portal.servers.stack import ROOT

# Names the guard that a test run has to do without.
REMOVED = "GWABAN_REMOVED_GUARD"
APPS = ("portal", "applications", "reviews")
# Doors outside the rooms below, with what they answer once they are gone.
DOORS = {
    ("portal.middleware.login", "LoginMiddleware.process_view"): "None",
    ("portal.middleware.second_factor", "SecondFactorMiddleware.process_view"): "None",
    ("portal.api.endpoint", "_allow"): "None",
    ("portal.api_queries", "is_backed"): "True",
    ("portal.files", "_may_have"): "True",
    ("portal.files", "_runs"): "True",
    ("portal.registrations", "_report_file"): "True",
    ("applications.registrations", "_filed"): "True",
    ("reviews.registrations", "_on_the_desk"): "True",
}
# Nothing gets as far as these while the first layer stands, so nobody can miss them; with why they stay.
SECOND_LAYERS = {
    "reviews.actions.publish:_publishable:0": "a review that collects again has made what was prepared stale already",
}
OTHER_SCOPES = {("portal.api_queries", "living_token")}
ASKING_ROOMS = ("views", "api", "actions")


@dataclass(frozen=True)
class Guard:
    """`kind` is policy, scope, door, or the number of a `require` in its function."""

    module: str
    function: str
    kind: str

    def __str__(self) -> str:
        return f"{self.module}:{self.function}:{self.kind}"


@cache
def guards() -> tuple[Guard, ...]:
    """All of them, by module and place."""
    found = [Guard(*where, "door") for where in DOORS]
    for module, path in modules().items():
        for name, node in functions(path):
            found += (Guard(module, name, kind) for kind in _kinds(module, name, node))
    return tuple(sorted((each for each in found if str(each) not in SECOND_LAYERS), key=str))


def named(text: str) -> Guard:
    """The guard of this `str`. Raises StopIteration when there is none."""
    return next(guard for guard in guards() if str(guard) == text)


@contextmanager
def removed(guard: Guard) -> Iterator[None]:
    """Leave the guard out until the block ends."""
    live = _live(guard)
    kept = live.__code__
    live.__code__ = _without(guard, live)
    try:
        yield
    finally:
        live.__code__ = kept


def modules() -> dict[str, Path]:
    """Every module of the product but migrations, by name."""
    paths = (path for app in APPS for path in sorted((ROOT / app).rglob("*.py")) if "migrations" not in path.parts)
    return {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in paths}


def functions(path: Path) -> Iterator[tuple[str, ast.FunctionDef]]:
    """Functions and methods with their qualified names."""
    for node in _tree(path).body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from ((f"{node.name}.{each.name}", each) for each in node.body if isinstance(each, ast.FunctionDef))


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def _kinds(module: str, name: str, node: ast.FunctionDef) -> Iterator[str]:
    rooms = module.split(".")[1:2]
    if rooms == ["permissions"] and not name.startswith("_") and "." not in name:
        gives = ast.unparse(node.returns) if node.returns else ""
        if gives == "Decision" and _refuses(node):
            yield "policy"
        elif gives.startswith(("Any", "QuerySet", "Q")) and _open_scope(_copy(node)):
            yield "scope"
    if (module, name) in OTHER_SCOPES:
        yield "scope"
    if rooms and rooms[0] in ASKING_ROOMS:
        yield from (str(number) for number, _ in enumerate(_requires(node)))


def _refuses(node: ast.FunctionDef) -> bool:
    """Whether it ever does anything but let everybody in."""
    returned = {ast.unparse(each.value) for each in ast.walk(node) if isinstance(each, ast.Return) and each.value}
    return returned != {"ALLOWED"}


def _requires(node: ast.FunctionDef) -> list[ast.Expr]:
    return [
        each
        for each in ast.walk(node)
        if isinstance(each, ast.Expr)
        and isinstance(each.value, ast.Call)
        and isinstance(each.value.func, ast.Name)
        and each.value.func.id == "require"
    ]


def _live(guard: Guard) -> FunctionType:
    """The function that everybody calls, under its decorators."""
    found = importlib.import_module(guard.module)
    for part in guard.function.split("."):
        found = getattr(found, part)
    return inspect.unwrap(found)


def _without(guard: Guard, live: FunctionType) -> CodeType:
    node = next(_copy(each) for name, each in functions(modules()[guard.module]) if name == guard.function)
    node.decorator_list = []
    if guard.kind == "policy":
        node.body = ast.parse("from portal.errors import ALLOWED\nreturn ALLOWED").body
    elif guard.kind == "door":
        node.body = ast.parse(f"return {DOORS[guard.module, guard.function]}").body
    elif guard.kind == "scope":
        _open_scope(node)
    else:
        gap = _requires(node)[int(guard.kind)]
        gap.value = ast.Constant(None)
    return _compiled(node, live.__code__)


def _compiled(node: ast.FunctionDef, live: CodeType) -> CodeType:
    """The function's code with the same free variables (`super()` needs `__class__`), as a swap demands."""
    if live.co_freevars:
        node.body.insert(0, ast.parse(f"({', '.join(live.co_freevars)},)").body[0])
    outer = ast.parse("def outer():\n    " + "; ".join(f"{name} = None" for name in live.co_freevars or ("unused",)))
    outer.body[0].body.append(node)
    whole = compile(ast.fix_missing_locations(outer), live.co_filename, "exec")
    return _code_in(_code_in(whole))


def _code_in(code: CodeType) -> CodeType:
    return next(each for each in code.co_consts if isinstance(each, CodeType))


def _copy(node: ast.FunctionDef) -> ast.FunctionDef:
    [copy] = ast.parse(ast.unparse(node)).body
    return copy


def _open_scope(node: ast.FunctionDef) -> bool:
    """Take every narrowing out of what the function returns; whether there was one of its own."""
    if ast.unparse(node.returns) == "Q":
        if not any(isinstance(each, ast.Name) and each.id == "actor" for each in ast.walk(ast.Module(node.body, []))):
            return False
        node.body = ast.parse("from django.db.models import Q\nreturn Q()").body
        return True
    before = ast.unparse(node)
    node.body = [each for each in node.body if not _gives_nothing(each)]
    assigned: dict[str, list[ast.Assign]] = defaultdict(list)
    for each in ast.walk(node):
        if isinstance(each, ast.Assign) and isinstance(each.targets[0], ast.Name):
            assigned[each.targets[0].id].append(each)
    for each in ast.walk(node):
        if isinstance(each, ast.Return) and each.value:
            each.value = _widened(each.value, assigned)
    return ast.unparse(node) != before


def _gives_nothing(statement: ast.stmt) -> bool:
    """An `if` that returns no rows."""
    return isinstance(statement, ast.If) and ast.unparse(statement.body[-1]).endswith(".none()")


def _widened(expression: ast.expr, assigned: dict[str, list[ast.Assign]]) -> ast.expr:
    match expression:
        case ast.Call(func=ast.Attribute(value=inner, attr="filter" | "exclude")):
            return _widened(inner, assigned)
        case ast.Call(func=ast.Attribute(value=inner, attr="none") as called):
            called.value, called.attr = _widened(inner, assigned), "all"
        case ast.Call(func=ast.Attribute(value=inner) as called):
            called.value = _widened(inner, assigned)
        case ast.IfExp(body=body):
            return _widened(body, assigned)
        case ast.Name(id=name) if assigned[name]:
            # The newest first: `own = own.exclude(…)` narrows what an earlier line made.
            statement = assigned[name].pop()
            statement.value = _widened(statement.value, assigned)
    return expression
