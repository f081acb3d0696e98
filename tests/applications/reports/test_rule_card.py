"""The rule card on paper."""

from io import BytesIO

import pikepdf
import pytest
from django.utils import translation

from applications import rule_sentences, wording
from applications.reports import rule_card
from applications.rules.rule_card import STAGES
from portal import files
from portal.canonical import canonical
from portal.models import Report, ReportOrder
from portal.reports import make
from tests.factories.rounds import announced_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def card():
    return announced_round().card


@pytest.fixture
def order(card):
    return ReportOrder.objects.get(kind="rule_card", subject=card.round.reference)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_build_says_what_the_page_says(card, order, language):
    with translation.override(language):
        content = rule_card.build(order)
        stages = {str(label): dict(items) for label, items in content.context["stages"]}

        for stage in STAGES:
            lines = {line.label: line.text for line in rule_sentences.lines(card.read(), stage)}
            assert lines.items() <= stages[str(wording.STAGE[stage])].items()
        assert content.context["other"] == [(line.label, line.text) for line in rule_sentences.other_lines(card.read())]


def test_printed_card_carries_the_frozen_document(card, order):
    make(order.pk)()

    report = Report.objects.get(order=order)
    with pikepdf.open(BytesIO(files.content(report.file))) as pdf:
        attached = pdf.attachments["rule-card.json"].get_file().read_bytes()
    assert attached == canonical(card.document)
    assert report.pages >= 2


def test_file_name_names_the_round(order):
    with translation.override("en"):
        assert rule_card.file_name(order) == f"Rule card_{order.subject}.pdf"


def test_describe_opening_tells_every_sentence(card):
    with translation.override("en"):
        rows = rule_card.describe_opening({"document": card.document, "sha256": card.sha256})

        told = [str(after) for _label, _before, after in rows]
        assert told[-1] == f"fixed, SHA-256 {card.sha256}"
        for stage in STAGES:
            assert {str(line.text) for line in rule_sentences.lines(card.read(), stage)} <= set(told)


def test_describe_cancelling_tells_both_states():
    with translation.override("en"):
        ((label, before, after),) = rule_card.describe_cancelling({"status": "open", "reason": "x"})

        assert [str(label), str(before), str(after)] == ["State of the round", "Accepting applications", "Cancelled"]
