"""What the code says by a code or a verb has words for people, and no words are kept for what nobody says."""

import ast
import re

from portal.registry import registry
from portal.wording import REFUSAL
from tests.architecture.source import files, tree

# Where the code stands among the arguments.
CODED = {
    "NotNow": 0,
    "NotPermitted": 0,
    "Absent": 0,
    "BrokenRule": 0,
    "Problem": 0,
    "forbidden": 0,
    "not_now": 0,
    "Decision": 1,
}


def calls(path):
    """Every call of a plain or dotted name in a file: (name, call)."""
    for node in ast.walk(tree(path)):
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
                yield name, node


def said(node):
    """The texts that an expression can be, as patterns: a constant, an f-string, either branch of a choice."""
    match node:
        case ast.Constant(value=str(text)):
            yield re.escape(text)
        case ast.JoinedStr(values=parts):
            yield "".join(re.escape(part.value) if isinstance(part, ast.Constant) else "[a-z_]+" for part in parts)
        case ast.IfExp(body=body, orelse=orelse):
            yield from said(body)
            yield from said(orelse)


def codes():
    """Every refusal code that is said: (pattern, where)."""
    for path in files():
        for name, call in calls(path):
            place = CODED.get(name)
            if place is not None and len(call.args) > place:
                for pattern in said(call.args[place]):
                    yield pattern, f"{path}:{call.lineno}"


def test_every_refusal_has_its_sentence():
    found = list(codes())
    assert len(found) > 100
    assert [
        f"{where} {pattern}" for pattern, where in found if not any(re.fullmatch(pattern, code) for code in REFUSAL)
    ] == []


def test_every_sentence_is_of_a_refusal_that_is_said():
    """Rules may hand a code on before it is raised, so any text in the code counts."""
    texts = {
        pattern
        for path in files()
        if path.stem not in {"wording", "plan_wording", "outcome_wording"}
        for node in ast.walk(tree(path))
        for pattern in said(node)
    }
    plain = {re.sub(r"\\(.)", r"\1", text) for text in texts}
    patterns = [text for text in texts if "[a-z_]+" in text and re.search("[a-z]{2}", text.replace("[a-z_]+", ""))]
    unsaid = [code for code in REFUSAL if code not in plain and not any(re.fullmatch(each, code) for each in patterns)]
    assert unsaid == []


def test_refusals_are_given_what_their_sentences_name():
    """`Problem("size", {"max": 5})` and `NotNow("size", max=5)` fill `%(max)s`."""
    missing = []
    for path in files():
        for name, call in calls(path):
            if name not in CODED or not call.args or not isinstance(call.args[0], ast.Constant):
                continue
            named = set(re.findall(r"%\((\w+)\)", str(REFUSAL.get(call.args[0].value, ""))))
            given = {keyword.arg for keyword in call.keywords}
            for argument in [*call.args[1:], *(keyword.value for keyword in call.keywords if keyword.arg == "params")]:
                if not isinstance(argument, ast.Dict):
                    continue
                given |= {key.value for key in argument.keys if isinstance(key, ast.Constant)}
            unknown = any(isinstance(argument, ast.Name | ast.Call | ast.Attribute) for argument in call.args[1:2])
            if named - given and not unknown:
                missing.append(f"{path}:{call.lineno} {call.args[0].value}: {sorted(named - given)}")
    assert missing == []


def test_every_act_of_a_round_has_its_words():
    verbs = {
        re.sub(r"\\(.)", r"\1", pattern)
        for path in files()
        if path.parts[0] != "portal"
        for name, call in calls(path)
        if name == "record"
        for keyword in call.keywords
        if keyword.arg == "verb"
        for pattern in said(keyword.value)
    }
    assert "round.create" in verbs
    assert sorted(verbs - registry.audit_verbs.keys()) == []
