"""Rule cards that several tests of panels begin with."""

import json
from pathlib import Path
from typing import Any

import pytest

CARD = Path(__file__).resolve().parents[2] / "applications" / "card_templates" / "additional.json"


@pytest.fixture
def presentation_rule() -> dict[str, Any]:
    """The presentation rule of the additional call, to be changed."""
    return json.loads(CARD.read_text())["presentation"]


@pytest.fixture
def ungated_card(presentation_rule: dict[str, Any]) -> dict[str, Any]:
    """Changes of a card whose presentation has points and no question to vote on."""
    rule = presentation_rule | {"gates": [], "majority": None, "tie_break": ["criterion:tech", "lot"]}
    return {"presentation": rule, "gates": []}
