"""The sections of the rule card's editor in their order, and which section a problem belongs to."""

from collections.abc import Mapping
from typing import Any

from applications.forms.card_lists import (
    DocumentsSection,
    GatesSection,
    PledgesSection,
    PresentationCriteriaSection,
    ScreeningSection,
    WrittenCriteriaSection,
)
from applications.forms.card_notice import NoticeSection, OtherSection, ScheduleSection
from applications.forms.card_rules import PresentationRuleSection, WrittenRuleSection
from applications.forms.card_sections import Section

SECTIONS: Mapping[str, type[Section]] = {
    section.code: section
    for section in (
        NoticeSection,
        ScheduleSection,
        DocumentsSection,
        ScreeningSection,
        PledgesSection,
        GatesSection,
        WrittenRuleSection,
        WrittenCriteriaSection,
        PresentationRuleSection,
        PresentationCriteriaSection,
        OtherSection,
    )
}


def sections_of(document: Mapping[str, Any]) -> list[type[Section]]:
    """The sections that this card has: without a written review there are no criteria for it."""
    return [
        section
        for section in SECTIONS.values()
        if document["written"] is not None or section is not WrittenCriteriaSection
    ]


def section_after(code: str, document: Mapping[str, Any]) -> str | None:
    """The next section's code, or None after the last."""
    codes = [section.code for section in sections_of(document)]
    place = codes.index(code) if code in codes else -1
    return codes[place + 1] if 0 <= place < len(codes) - 1 else None
