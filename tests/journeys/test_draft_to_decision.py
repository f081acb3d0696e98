"""From the draft of a call to its published decision: two contenders, one is selected. One paragraph a step."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from datetime import timedelta

from playwright.sync_api import Page, expect

from portal.clusters import server_now
from tests.factories import papers
from tests.factories.people import make_user
from tests.journeys import steps
from tests.journeys.steps import Call, Office, minutes
from tests.plugins.browser import look_at
from tests.plugins.site import LiveSite
from tests.portal.pdf import reading

GARAM, NARAE = "가람 컨소시엄", "나래 컨소시엄"
MEMBERS = {
    f"panel{number}@example.test": name
    for number, name in enumerate(("오하나", "윤두리", "임세찬", "서너른", "신다온", "권여울", "황이레"), start=1)
}
CONFLICT = "최근 3년 안에 참여기관의 기술 자문을 맡았습니다."
# Points by criterion for each seat; the highest and the lowest total are left out.
WRITTEN = [("36", "26", "25"), ("35", "25", "25"), ("37", "27.5", "26"), ("33", "24", "24"), ("36", "26", "26")]
WRITTEN += [("34.5", "25", "25"), ("35", "26", "25")]


def test_two_contenders_one_is_selected(new_page: Callable[..., Page], live_site: LiveSite) -> None:
    office = steps.open_office(new_page)
    call = _announce(office, new_page())
    garam, narae = steps.sign_up(new_page(), "garam@example.test", "강가람"), new_page()
    steps.sign_up(narae, "narae@example.test", "나나래")
    first = _apply(garam, call, live_site, helper=new_page())
    second = steps.ready_to_submit(narae, call, NARAE, first_number=101)
    steps.press(narae)
    _close_and_screen(office, call, garam, (first, second))
    panel = _form_panel(office, call, live_site, new_page, (first, second))
    _review_in_writing(office, call, panel, (first, second))
    _present_and_vote(office, call, panel, (first, second))
    _decide(office, call, panel, first)
    _read_the_decision(new_page(), call, live_site)
    _read_own_results(garam, narae, call, live_site, (first, second))


def _announce(office: Office, public: Page) -> Call:
    # A manager of one agency drafts the call and its rule card, a manager of the other agency opens it.
    call = steps.announce(office, "2026-additional", other={"comment_min": 20, "objection_days": 10})
    expect(office.approver.locator("h1")).to_have_text("독자 AI 파운데이션 모델 프로젝트 정예팀 추가 공모")

    # Everybody reads the call and how it will be decided; applications open by the clock.
    steps.home(public)
    steps.follow(public, f"/rounds/{call.reference}/")
    expect(public.locator(f'a[href="/rounds/{call.reference}/apply/"]')).to_have_count(0)
    steps.until(call.opens_at)
    public.reload()
    expect(public.locator(f'a[href="/rounds/{call.reference}/apply/"]').filter(visible=True)).to_have_count(1)
    look_at(public, "round-open")
    steps.look_in_english(public, "round")
    steps.follow(public, f"/rounds/{call.reference}/rule-card/")
    return call


def _apply(lead: Page, call: Call, site: LiveSite, *, helper: Page) -> str:
    # The lead begins, and lets a person of a participating organisation write too.
    make_user("partner@example.test", "한참여")
    application = steps.start_application(lead, call, GARAM)
    steps.follow(lead, f"/applications/{application}/share/")
    steps.fill(lead, email="partner@example.test", role="editor")
    steps.press(lead)
    steps.login(helper, "partner@example.test")
    steps.follow(helper, f"/applications/{application}/")
    steps.write_plan(helper, application, GARAM)

    # The lead files the papers and looks at everything once more.
    filed = {kind: papers.small_pdf(f"{GARAM} {kind}") for kind in steps.REQUIRED} | {
        "proposal": papers.proposal_pdf(GARAM)
    }
    steps.reach(lead, f"/applications/{application}/")
    steps.follow(lead, f"/applications/{application}/documents/")
    steps.file_documents(lead, application, filed)
    look_at(lead, "application-complete")
    steps.look_in_english(lead, "application")
    steps.check(lead, application)

    # 제출: the receipt names number, milliseconds and every file's hash; so does the mail, and the paper.
    steps.press(lead)
    number = re.search(r"2\d{3}-\d{6}", steps.heading(lead))
    assert number is not None
    text = lead.locator("main").inner_text()
    assert re.search(r"\d{2}:\d{2}:\d{2}\.\d{3}", text)
    hashes = [hashlib.sha256(content).hexdigest() for content in filed.values()]
    mail = steps.mail_to(site, "garam@example.test", number[0])
    paper = reading.text(steps.wait_for_paper(lead, site, f"/applications/{application}/receipt.pdf"))
    for place in (text, mail, paper.replace(" ", "")):
        assert [each for each in hashes if each not in place] == []
    assert number[0] in paper
    look_at(lead, "receipt-with-paper")
    return application


def _close_and_screen(office: Office, call: Call, lead: Page, applications: tuple[str, str]) -> None:
    # Until the deadline staff see nothing of what was received.
    steps.desk(office.secretary, call)
    assert GARAM not in office.secretary.locator("main").inner_text()
    look_at(office.secretary, "round-desk-open")

    # The deadline passes; the clock closes the call and seals the list. Then the secretary opens what was received.
    steps.until(call.closes_at)
    steps.reach(lead, "/applications/")
    steps.follow(lead, f"/applications/{applications[0]}/")
    look_at(lead, "application-after-deadline")
    steps.unseal(office, call)
    for application in applications:
        steps.screen(office, call, application)
    look_at(office.secretary, "screening-done")


def _form_panel(
    office: Office, call: Call, site: LiveSite, new_page: Callable[..., Page], applications: tuple[str, str]
) -> list[Page]:
    # Seven members are appointed and elect a chair; the last one has no account yet.
    *known, new = MEMBERS
    for email in known:
        make_user(email, MEMBERS[email])
    steps.appoint(office, call, MEMBERS)
    panel = [steps.login(new_page(), email) for email in known]
    steps.mail_to(site, new, "평가위원 위촉")
    panel.append(steps.set_password(new_page(), site, new))

    # Nothing opens before the pledges and the interests; the seventh member is recused from the second team.
    first, second = applications
    for member in panel:
        steps.pledge(member, call)
        steps.declare(member, call, {first: "", second: CONFLICT if member is panel[-1] else ""})
    steps.desk(office.secretary, call, "panel")
    look_at(office.secretary, "panel-ready")
    return panel


def _review_in_writing(office: Office, call: Call, panel: list[Page], applications: tuple[str, str]) -> None:
    # Each member scores what it may see; the recused one reaches the second application by no way.
    first, second = applications
    steps.start_review(office, call, "written")
    for seat, member in enumerate(panel):
        steps.sign_sheet(member, call, "written", first, WRITTEN[seat])
        if seat != 6:
            steps.sign_sheet(member, call, "written", second, WRITTEN[5 - seat])
    recused = panel[6]
    steps.home(recused)
    steps.follow(recused, f"/panel/{call.reference}/")
    assert NARAE not in recused.locator("body").inner_text()
    for path in (
        f"/panel/{call.reference}/written/{second}/",
        f"/panel/{call.reference}/written/{second}/documents/proposal/",
    ):
        assert recused.request.get(path).status == 404

    # Members open the original; staff see who signed, never what, until two people reveal it.
    answer = panel[0].request.get(f"/panel/{call.reference}/written/{first}/documents/proposal/")
    assert answer.body() == papers.proposal_pdf(GARAM)
    steps.desk(office.secretary, call, "written")
    assert not re.search(r"\b87\b", office.secretary.locator("table").inner_text())
    look_at(office.secretary, "progress-signed")
    steps.close_and_reveal(office, call, "written")
    steps.confirm_shortlist(office, call)
    look_at(office.approver, "shortlist-confirmed")


def _present_and_vote(office: Office, call: Call, panel: list[Page], applications: tuple[str, str]) -> None:
    # The day: everybody comes in, the first team presents, sheets and votes are handed in, the session ends.
    first, second = applications
    day = server_now() + timedelta(days=3)
    steps.set_times(office, call, {first: day, second: day + minutes(50)})
    steps.until(day - minutes(5))
    steps.come_in(office, call, [f"P{number}" for number in range(1, 8)])
    steps.start_session(office, call, day)
    look_at(office.secretary, "meeting-voting")
    for seat, member in enumerate(panel):
        steps.sign_sheet(member, call, "presentation", first, WRITTEN[seat])
        steps.vote(member, call, first, "no" if seat in {3, 5} else "yes", "abstain" if seat == 3 else "yes")
    steps.end_session(office, call, first)

    # The sixth member leaves. Five remain for the second team: three do not recognise it as a competitor.
    steps.leave(office, call, ["P6"])
    steps.start_session(office, call, day + minutes(50))
    for seat, member in enumerate(panel[:5]):
        steps.sign_sheet(member, call, "presentation", second, WRITTEN[4 - seat])
        steps.vote(member, call, second, "yes" if seat in {0, 2} else "no", "no" if seat == 4 else "yes")
    steps.end_session(office, call, second)

    # The chair sums up what the panel found about each team.
    for application in applications:
        steps.sum_up(panel[0], call, application)


def _decide(office: Office, call: Call, panel: list[Page], first: str) -> None:
    # Two people reveal sheets and votes; the desk shows how the result follows from them.
    steps.close_and_reveal(office, call, "presentation")
    steps.desk(office.manager, call, "results")
    expect(office.manager.locator("h1")).to_have_text("1개 팀을 선정했습니다")
    table = office.manager.locator("table.results").inner_text()
    assert "✓ 5 / 7" in table
    assert "✗ 2 / 5" in table
    steps.follow(office.manager, f"/desk/{call.reference}/results/{first}/")
    assert CONFLICT not in office.manager.locator("main").inner_text()

    # One prepares the decision, another confirms it: that publishes it. A member sees no page of the desk.
    steps.decide(office, call)
    look_at(office.approver, "decision-desk-published")
    assert panel[0].request.get(f"/desk/{call.reference}/results/").status == 404


def _read_the_decision(public: Page, call: Call, site: LiveSite) -> None:
    # Everybody finds the decision: page, paper and data say the same.
    steps.home(public)
    steps.follow(public, "/results/")
    steps.follow(public, f"/rounds/{call.reference}/decision/")
    expect(public.locator("h1")).to_have_text("1개 팀을 선정했습니다")
    paper = steps.wait_for_paper(public, site, f"/rounds/{call.reference}/decision.pdf")
    look_at(public, "decision-with-paper")
    steps.look_in_english(public, "decision")
    record = public.request.get(f"/api/v1/rounds/{call.reference}/decision/").json()
    with reading.catalog(paper) as document:
        assert json.loads(document.attachments["decision.json"].get_file().read_bytes()) == record
    assert (record["outcome"], record["vacancies"], record["figures"]) == ("selected", 0, None)
    page_text, paper_text = public.locator("body").inner_text(), reading.text(paper)
    for place in (page_text, paper_text):
        assert [words for words in ("1개 팀을 선정했습니다", GARAM, NARAE) if words not in place] == []
    for gate in _gates(record):
        assert f"{gate['yes']} 인정" in page_text
    for hash_ in (record["rule_card"], record["commitment"]):
        assert hash_ in paper_text.replace(" ", "")
        expect(public.locator("code", has_text=hash_)).to_have_count(1)


def _gates(record: dict[str, object]) -> Iterator[dict[str, object]]:
    for application in record["applications"]:  # type: ignore[attr-defined]
        yield from application["gates"].values()


def _read_own_results(garam: Page, narae: Page, call: Call, site: LiveSite, applications: tuple[str, str]) -> None:
    # Each team is told, and reads its own figures and reasons; nothing of the other's.
    for page, email, own, other in ((garam, "garam", GARAM, NARAE), (narae, "narae", NARAE, GARAM)):
        application = applications[page is narae]
        mail = steps.mail_to(site, f"{email}@example.test", "결과 안내")
        assert own in mail
        assert "10일" in mail
        steps.home(page)
        steps.follow(page, "/applications/")
        steps.follow(page, f"/applications/{application}/")
        steps.follow(page, f"/applications/{application}/result/")
        text = page.locator("main").inner_text()
        assert own in text
        assert other not in text
        look_at(page, f"result-{email}")
        assert page.request.get(f"/desk/{call.reference}/results/").status == 404
