"""Rows are fetched through `visible_*`, and states change in actions only."""

import ast

from tests.architecture.source import files, room, tree


def test_views_and_api_do_not_query_models():
    managers = {"objects", "_default_manager", "_base_manager"}
    found = [
        f"{path}:{node.lineno}"
        for path in files()
        if room(path) in {"views", "api"}
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in managers
    ]
    assert found == []


def test_status_is_written_by_actions_only():
    """A model may offer `enter(move)`; only actions call it, and nothing else assigns a status."""
    found = [
        f"{path}:{node.lineno}"
        for path in files()
        if path.parts[0] != "portal" and room(path) != "actions"
        for node in outside_enter(tree(path))
        if writes_status(node)
    ]
    assert found == []


def outside_enter(node):
    """All nodes below but those inside a method `enter`."""
    for child in ast.iter_child_nodes(node):
        if not (isinstance(child, ast.FunctionDef) and child.name == "enter"):
            yield child
            yield from outside_enter(child)


def writes_status(node):
    match node:
        case ast.Assign(targets=targets):
            return any(isinstance(target, ast.Attribute) and target.attr == "status" for target in targets)
        case ast.Call(func=ast.Attribute(attr="update" | "bulk_update"), keywords=keywords):
            return any(keyword.arg == "status" for keyword in keywords)
        case ast.Call(func=ast.Attribute(attr="enter")):
            return True
    return False
