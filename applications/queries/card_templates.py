"""Rule cards to start from: complete documents beside the code, one a file."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "card_templates"


def card_templates() -> dict[str, dict[str, Any]]:
    """Every template by its name."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))}


def card_template(name: str) -> dict[str, Any]:
    """A fresh copy of one template. Raises KeyError for an unknown name."""
    return card_templates()[name]
