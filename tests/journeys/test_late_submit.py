"""제출 around the deadline: before it, one click too many changes nothing; at it, everything is refused and numbered."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from portal.clusters import server_now
from portal.demo_clock import set_clock
from tests.journeys import steps
from tests.plugins.browser import look_at
from tests.plugins.site import LiveSite


def test_a_late_submission_is_refused_with_number_and_time(new_page: Callable[..., Page], live_site: LiveSite) -> None:
    office = steps.open_office(new_page)
    call = steps.announce(office, "2027-late")
    steps.until(call.opens_at)
    early, late = new_page(), new_page()
    steps.sign_up(early, "early@example.test", "이른이")
    first = steps.ready_to_submit(early, call, "라온 컨소시엄")
    steps.sign_up(late, "late@example.test", "느린이")
    second = steps.ready_to_submit(late, call, "마루 컨소시엄", first_number=101)

    # A double click, then the button of a second tab: one submission, one receipt. Back at the page, nothing is left.
    tab, forgotten = early.context.new_page(), early.context.new_page()
    for each in (tab, forgotten):
        each.goto(early.url)
        steps.fill(each, declared=True)
    with early.expect_navigation(url=f"**/applications/{first}/receipt/"):
        early.locator("main button.primary").dblclick()
    number = _number(early)
    steps.press(tab)
    assert _number(tab) == number
    early.go_back()
    expect(early.locator("main button.primary")).to_have_count(0)
    steps.reach(early, f"/applications/{first}/")
    expect(early.get_by_text(number)).to_have_count(2)
    steps.mail_to(live_site, "early@example.test", number)
    assert len(live_site.inbox("early@example.test")) == 1

    # The deadline passes while the other one has the check page open: 409, a number, the server's time.
    set_clock(call.closes_at)
    steps.press(late, status=409)
    refusal = late.locator("main").inner_text()
    refused = re.search(r"\S*\d{4}-\d{6}\S*", refusal)
    assert refused is not None
    assert f"{server_now().astimezone(steps.KST):%Y}" in refusal
    assert re.search(r"16:00:0\d\.\d{3}", refusal)
    look_at(late, "submit-refused")
    steps.look_in_english(late, "submit-refused")

    # It stays on the application's page; nothing was submitted, nothing can be.
    steps.until(call.closes_at)
    steps.follow(late, f"/applications/{second}/")
    expect(late.locator("main")).to_contain_text(refused[0])
    expect(late.locator("h1")).to_have_text("제출되지 않았습니다")
    look_at(late, "application-refused")
    assert late.request.get(f"/applications/{second}/receipt/").status == 404
    steps.unseal(office, call)
    expect(office.secretary.locator("tbody tr")).to_have_count(1)

    # A click on the page that the other team had forgotten in a third tab answers with the receipt of before.
    steps.press(forgotten)
    assert _number(forgotten) == number


def _number(page: Page) -> str:
    found = re.search(r"2\d{3}-\d{6}", steps.heading(page))
    assert found is not None
    return found[0]
