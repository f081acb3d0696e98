"""How saved sections are laid out to be read."""

import pytest
from django.utils import translation

from applications import plan_wording, wording
from applications.rules import plan
from applications.rules.plan import Section
from portal.wording import REFUSAL
from tests.factories import plans


def kept(**changes):
    made = {}
    for section, content in plans.sections().items():
        changed = content | changes.get(section.value, {})
        made = plan.with_section(made, section, content=changed, version=1, at="t", by=1)
    return made


def texts(blocks):
    return [text for block in blocks for row in [*block.pairs, *block.rows] for text in row]


@pytest.mark.parametrize("section", list(Section))
def test_blocks_show_everything_that_was_typed(section):
    shown = "\n".join(map(str, texts(plan_wording.blocks(kept(), section))))

    def typed(value):
        if isinstance(value, dict):
            return [
                text for name, item in value.items() if name not in {"key", "place", "last_key"} for text in typed(item)
            ]
        if isinstance(value, list):
            return [text for item in value for text in typed(item)]
        return [value] if isinstance(value, str) and not value.startswith("2026-") else []

    assert [text for text in typed(plans.sections()[section]) if text not in shown] == []


@pytest.mark.parametrize("section", list(Section))
def test_blocks_of_an_empty_section_hold_nothing(section):
    assert texts(plan_wording.blocks({}, section)) == []


def test_blocks_write_shares_figures_and_days():
    with translation.override("ko"):
        goals, schedule, resources = (
            texts(plan_wording.blocks(kept(resources={"no_data": True}), section))
            for section in (Section.GOALS, Section.SCHEDULE, Section.RESOURCES)
        )

    assert "96.0%" in goals
    assert "2026. 2. 23.(월) ~ 3. 31.(화)" in schedule
    assert "768" in resources
    assert str(plan_wording.FIELD["no_data"]) in resources


def test_written_ratio_is_empty_while_a_score_is_missing():
    assert plan_wording.written_ratio({"target_score": "", "reference_score": "87"}) == ""


def test_every_section_row_and_refusal_has_words():
    assert set(plan_wording.SECTION) == {*Section, "documents"} == set(plan_wording.LEAD)
    assert set(plan_wording.ROWS) == set(plan_wording.ROW)
    assert set(wording.REFUSAL) <= set(REFUSAL)


def test_receipt_label_differs_from_the_bare_number():
    with translation.override("en"):
        assert wording.receipt_label("2026-483192") == "No. 2026-483192"
