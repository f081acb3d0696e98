"""The Korean catalogue: which texts code and templates show, and which of them have no Korean yet."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import polib
from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

SOURCES = ("portal", "applications", "reviews", "templates")
FUNCTIONS = ("gettext", "ngettext", "pgettext", "npgettext")
KEYWORDS = ["_", *(f"{name}{suffix}" for name in FUNCTIONS for suffix in ("", "_lazy", "_noop"))]


@dataclass
class Text:
    """One message: its id, plural id and context, and the files that show it."""

    msgid: str
    plural: str = ""
    context: str = ""
    places: set[str] = field(default_factory=set)

    @property
    def key(self) -> tuple[str, str]:
        """What tells two messages apart."""
        return self.context, self.msgid


def collect(root: Path) -> list[Text]:
    """Every message in Python and templates under `root`, sorted by context and id."""
    found: dict[tuple[str, str], Text] = {}
    for path in sorted(path for source in SOURCES for path in (root / source).rglob("*.*")):
        for text in _in_file(path):
            known = found.setdefault(text.key, text)
            known.plural = known.plural or text.plural
            known.places.add(str(path.relative_to(root)))
    return sorted(found.values(), key=lambda text: text.key)


def merge(catalogue: polib.POFile, texts: list[Text]) -> list[str]:
    """Make the catalogue hold exactly these messages, keeping translations; returns the ids without Korean."""
    known = {(entry.msgctxt or "", entry.msgid): entry for entry in catalogue}
    catalogue.clear()
    for text in texts:
        entry = known.get(text.key) or polib.POEntry(msgid=text.msgid, msgctxt=text.context or None)
        korean = translation(entry)
        entry.msgid_plural = text.plural
        entry.msgstr, entry.msgstr_plural = ("", {0: korean}) if text.plural else (korean, {})
        entry.occurrences = [(place, "") for place in sorted(text.places)]
        entry.flags = ["python-format"] if "%(" in text.msgid else []
        catalogue.append(entry)
    return [entry.msgid for entry in catalogue if not translation(entry)]


def translation(entry: polib.POEntry) -> str:
    """The Korean of an entry, singular or plural (Korean has one form)."""
    return entry.msgstr_plural.get(0, "") if entry.msgid_plural else entry.msgstr


def _in_file(path: Path) -> Iterator[Text]:
    if path.suffix == ".py" and "migrations" not in path.parts:
        calls = _python_calls(path.read_text(encoding="utf-8"))
    elif path.suffix in {".html", ".txt"}:
        calls = _template_calls(path)
    else:
        return
    for name, messages in calls:
        parts = list(messages)
        context = parts.pop(0) if "pgettext" in name else ""
        if parts and parts[0]:
            plural = parts[1] if len(parts) > 1 and name.startswith("n") else ""
            yield Text(parts[0], plural or "", context or "")


def _python_calls(source: str) -> Iterator[tuple[str, Sequence[str | None]]]:
    # The syntax tree, because a tokenizer does not see calls inside f-strings.
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS:
            texts = [each.value if isinstance(each, ast.Constant) else None for each in node.args]
            yield node.func.id, [text if isinstance(text, str) else None for text in texts]


def _template_calls(path: Path) -> Iterator[tuple[str, Sequence[str | None]]]:
    source = templatize(path.read_text(encoding="utf-8"), origin=str(path)).encode()
    for _line, name, messages, _comments in extract_python(BytesIO(source), KEYWORDS, (), {}):
        yield name, [messages] if isinstance(messages, str) else messages or ()
