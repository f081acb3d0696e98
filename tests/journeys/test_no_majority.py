"""A single applicant whom the panel's majority does not recognise: nobody is selected, and that is a result like any."""

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page, expect

from portal.clusters import server_now
from tests.factories.people import make_user
from tests.journeys import steps
from tests.plugins.browser import look_at
from tests.plugins.site import LiveSite
from tests.portal.pdf import reading

TEAM = "다온 컨소시엄"
MEMBERS = {"panel1@example.test": "오하나", "panel2@example.test": "윤두리", "panel3@example.test": "임세찬"}


def test_nobody_reaches_the_majority(new_page: Callable[..., Page], live_site: LiveSite) -> None:
    # A call without a written review; one team applies.
    office = steps.open_office(new_page)
    call = steps.announce(office, "2027-single", written_rule={"has_review": False})
    steps.until(call.opens_at)
    lead = steps.sign_up(new_page(), "daon@example.test", "정다온")
    application = steps.ready_to_submit(lead, call, TEAM)
    steps.press(lead)

    # After the deadline it is eligible; a panel of three is ready to hear it.
    steps.until(call.closes_at)
    steps.unseal(office, call)
    steps.screen(office, call, application)
    for email, name in MEMBERS.items():
        make_user(email, name)
    steps.appoint(office, call, MEMBERS)
    panel = [steps.login(new_page(), email) for email in MEMBERS]
    for member in panel:
        steps.pledge(member, call)
        steps.declare(member, call, {application: ""})
    steps.start_review(office, call, "presentation")

    # The team presents; its score is good, but only one of three recognises it as a competitor.
    day = server_now() + timedelta(days=3)
    steps.set_times(office, call, {application: day})
    steps.until(day - steps.minutes(5))
    steps.come_in(office, call, ["P1", "P2", "P3"])
    steps.start_session(office, call, day)
    for member, choice in zip(panel, ("yes", "no", "abstain"), strict=True):
        steps.sign_sheet(member, call, "presentation", application, ("35", "26", "25"))
        steps.vote(member, call, application, choice, "yes")
    steps.end_session(office, call, application)
    steps.sum_up(panel[0], call, application)

    # Two people reveal, two people decide.
    steps.close_and_reveal(office, call, "presentation")
    steps.desk(office.manager, call, "results")
    expect(office.manager.locator("h1")).to_have_text("선정한 팀이 없습니다")
    look_at(office.manager, "results-nobody")
    steps.decide(office, call)

    # Everybody reads that nobody was selected, why, and that the place stays vacant; in English too.
    public = new_page()
    steps.home(public)
    steps.follow(public, f"/rounds/{call.reference}/")
    steps.follow(public, f"/rounds/{call.reference}/decision/")
    expect(public.locator("h1")).to_have_text("선정한 팀이 없습니다")
    expect(public.locator(".lead")).to_contain_text("선정 예정 1팀 가운데 1자리를 비워 둡니다.")
    paper = reading.text(steps.wait_for_paper(public, live_site, f"/rounds/{call.reference}/decision.pdf"))
    look_at(public, "decision-nobody")
    steps.look_in_english(public, "decision-nobody")
    record = public.request.get(f"/api/v1/rounds/{call.reference}/decision/").json()
    assert (record["outcome"], record["vacancies"]) == ("no_selection", 1)
    gate = record["applications"][0]["gates"]["competitiveness"]
    assert (gate["yes"], gate["no"], gate["abstain"], gate["base"], gate["needs"]) == (1, 1, 1, 3, 2)
    assert "선정한 팀이 없습니다" in paper

    # The team is told and reads why.
    assert "과반" in steps.mail_to(live_site, "daon@example.test", "결과 안내")
    steps.reach(lead, "/applications/")
    steps.follow(lead, f"/applications/{application}/")
    steps.follow(lead, f"/applications/{application}/result/")
    expect(lead.locator("main")).to_contain_text("86.00")
    look_at(lead, "result-nobody")
