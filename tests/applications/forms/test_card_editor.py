"""Every section of the editor gives back the card that it was given, and takes what is typed."""

import pytest

from applications.forms.card_editor import SECTIONS, section_after
from tests.applications.forms.cards import typed
from tests.applications.rules.cards import card


@pytest.mark.parametrize("code", SECTIONS)
def test_section_saved_as_it_stands_changes_nothing(code):
    document = card()
    section = SECTIONS[code](document, typed(SECTIONS[code](document)))

    assert section.is_valid(), [part.errors for part in section.parts]
    assert section.write() == document


@pytest.mark.parametrize("code", SECTIONS)
def test_section_leaves_the_document_it_was_given_alone(code):
    document = card()
    section = SECTIONS[code](document, typed(SECTIONS[code](document)))
    section.is_valid()
    section.write()["title"]["ko"] = "anders"

    assert document == card()


@pytest.mark.parametrize("code", SECTIONS)
def test_section_without_anything_typed_is_invalid_and_says_where(code):
    section = SECTIONS[code](card(), {"rows-TOTAL_FORMS": "1", "rows-INITIAL_FORMS": "1"})

    assert not section.is_valid()
    assert section.is_dirty


def test_section_after_leads_through_all():
    codes, document = list(SECTIONS), card()

    assert [section_after(code, document) for code in codes] == [*codes[1:], None]
    assert section_after("written_rule", card(written=None)) == "presentation_rule"
    assert section_after("no_such_section", document) is None
