"""A manager prepares a rule card: sentences while typing, invented votes, comparison, copy with moved days."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys import steps
from tests.plugins.browser import look_at


def test_rule_card_is_tried_compared_and_copied(new_page: Callable[..., Page]) -> None:
    page = steps.open_office(new_page).manager
    steps.home(page)
    steps.follow(page, "/desk/")
    steps.follow(page, "/desk/new/")
    steps.fill(page, reference="2027-desk", template="additional")
    steps.press(page)

    steps.follow(page, "/desk/2027-desk/edit/presentation_rule/")
    steps.fill(page, seats="3")
    sentences = page.locator("[data-preview]")
    expect(sentences).to_contain_text("최대 3개")
    expect(sentences).to_contain_text("아직 저장하지 않았습니다")
    look_at(page, "rule-card-preview")
    steps.press(page, "preview=1")
    expect(sentences).to_contain_text("아직 저장하지 않았습니다")
    steps.press(page, "next=1")

    steps.follow(page, "/desk/2027-desk/edit/")
    steps.follow(page, "/desk/2027-desk/")
    steps.follow(page, "/desk/2027-desk/what-if/")
    page.get_by_role("link", name="정확히 절반").click()
    expect(page.locator(".what-if h2")).to_have_text("선정한 팀이 없습니다")
    look_at(page, "what-if-half")
    steps.look_in_english(page, "what-if-half")
    steps.fill(page, members="8", yes_1="5", no_1="3", percent_1="90")
    steps.press(page)
    expect(page.locator(".what-if h2")).to_have_text("1개 팀을 선정했습니다")

    steps.follow(page, "/desk/2027-desk/")
    steps.follow(page, "/desk/2027-desk/compare/")
    steps.fill(page, other="template:additional")
    steps.press(page, within="main form.filters")
    assert steps.heading(page) == "1개 항목이 다릅니다"
    look_at(page, "compare-cards")
    steps.look_in_english(page, "compare-cards")

    steps.follow(page, "/desk/2027-desk/")
    steps.follow(page, "/desk/2027-desk/copy/")
    steps.fill(page, reference="2027-copy", first_day="2027-03-05")
    steps.look_in_english(page, "clone-round")
    steps.fill(page, reference="2027-copy", first_day="2027-03-05")
    steps.press(page)
    expect(page).to_have_url(re.compile(r"/desk/2027-copy/edit/schedule/$"))
    expect(page.locator("[name=opens_at]")).to_have_value("2027-03-05T09:00")
