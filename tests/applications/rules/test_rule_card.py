"""The rule card read as typed rules."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from applications.rules.rule_card import Card, Criterion, Text

TEMPLATE = Path(__file__).parents[3] / "applications" / "card_templates" / "additional.json"


@pytest.fixture
def document():
    return json.loads(TEMPLATE.read_text())


def test_from_document_reads_the_additional_call(document):
    card = Card.from_document(document)

    assert card.seats == 1
    assert card.has_written
    assert [gate.code for gate in card.gates_of("presentation")] == ["competitiveness", "ecosystem"]
    assert card.gates_of("written") == ()
    assert [(each.code, each.max, each.min) for each in card.criteria["written"]] == [
        ("tech", "40", None),
        ("plan", "30", None),
        ("impact", "30", None),
    ]
    assert card.schedule.closes_at == datetime.fromisoformat("2026-02-12T16:00:00+09:00")
    assert card.schedule.closes_at.utcoffset() == timedelta(hours=9)
    assert card.schedule.result_on == date(2026, 2, 20)
    assert card.rule("presentation") is document["presentation"]


def test_from_document_without_written_review_and_days(document):
    document["written"] = None
    document["criteria"]["written"] = []
    document["schedule"]["written_on"] = None
    card = Card.from_document(document)

    assert not card.has_written
    assert card.criteria["written"] == ()
    assert card.gates_of("written") == ()
    assert card.schedule.written_on is None


def test_gates_of_leaves_out_what_a_draft_has_deleted(document):
    document["gates"] = document["gates"][1:]

    assert [gate.code for gate in Card.from_document(document).gates_of("presentation")] == ["ecosystem"]


@pytest.mark.parametrize("key", ["title", "schedule", "documents", "presentation"])
def test_from_document_with_a_missing_part_is_an_error(document, key):
    del document[key]

    with pytest.raises(KeyError):
        Card.from_document(document)


def test_text_without_english_reads_as_empty():
    assert Text.read({"ko": "과반"}) == Text("과반", "")


def test_total_is_the_sum_of_points(document):
    document["presentation"]["score"]["criteria"][0]["max"] = "35.5"

    assert Card.from_document(document).total("presentation") == "95.5"
    assert Card.from_document(document | {"written": None}).total("written") == "0"


def test_scale_is_the_anchor_line_by_line():
    anchor = Text("36–40점: 직접 설계 · 27점 이하: 외부 모델에 의존", "36–40: own design\n27 or less: outside models")
    lines = Criterion("tech", Text("기술력"), anchor, "40", None).scale

    assert lines == (
        Text("36–40점: 직접 설계", "36–40: own design"),
        Text("27점 이하: 외부 모델에 의존", "27 or less: outside models"),
    )
