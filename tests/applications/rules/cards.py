"""The additional call's card as a document that may be changed, and the moment at which it is looked at."""

import json
from copy import deepcopy
from datetime import datetime
from pathlib import Path
from typing import Any

TEMPLATE = Path(__file__).parents[3] / "applications" / "card_templates" / "additional.json"
# Complete: the template leaves the notice number to the round.
_CARD = json.loads(TEMPLATE.read_text(encoding="utf-8")) | {"notice_no": "과학기술정보통신부 공고 제2026-0123호"}
# A day before its window begins.
NOW = datetime.fromisoformat("2026-01-22T09:00:00+09:00")


def card(**changes: Any) -> dict[str, Any]:
    """A fresh copy; a change is named by its path with two underscores: `presentation__score__pass="10"`."""
    document = deepcopy(_CARD)
    for path, value in changes.items():
        *way, last = (int(part) if part.isdecimal() else part for part in path.split("__"))
        place: Any = document
        for part in way:
            place = place[part]
        place[last] = value
    return document
