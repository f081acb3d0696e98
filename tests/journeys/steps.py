"""What people do in the journeys, each through the pages: one act of one person a function.

A page is left by its links and its buttons as a person would leave it; the only address that is typed is that of the
home page or of a mail. Every page is looked at the first time that somebody comes to it (`look_at`: both widths, WCAG,
a picture in build/screens). The clock of the test cluster is moved by its owner, and `until` then lets the clock task
do what is due.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.header import decode_header, make_header
from typing import Any
from urllib.parse import urlsplit

from django.urls import resolve
from playwright.sync_api import Page, Response

from applications.clock import advance_rounds
from portal.actions.roles import bootstrap
from portal.clusters import server_now
from portal.demo_clock import set_clock
from portal.display import KST
from portal.roles import Agency
from tests.factories.papers import small_pdf
from tests.factories.people import PASSWORD, make_user
from tests.factories.plans import sections
from tests.plugins.browser import look_at
from tests.plugins.site import LiveSite

COMMENT = "핵심 모듈을 직접 설계하고 구현한 경험이 공개된 자료로 확인되며 일정의 근거도 구체적입니다."
OPINION = (
    "핵심 모듈을 직접 설계하고 구현한 경험이 확인되었고 처음부터 학습한 기술이 축적되어 있다. "
    "도구 사용 지표의 학습 자료 확보 계획은 보완이 필요하다."
)
REQUIRED = ("proposal", "participation_intent", "tech_report", "privacy_consent", "biz_registration")
_known_pages: set[str] = set()


@dataclass(frozen=True)
class Office:
    """Those who run rounds, each with a browser of their own: two managers of two agencies, and the secretary."""

    manager: Page
    approver: Page
    secretary: Page


@dataclass(frozen=True)
class Call:
    """A call as the journey needs it: its reference and its window."""

    reference: str
    opens_at: datetime
    closes_at: datetime


# Moving about


def home(page: Page) -> None:
    """Go to the home page, where everything begins."""
    _arrive(page, page.goto("/"))


def follow(page: Page, path: str, *, status: int = 200) -> None:
    """Click the link to this address; where there is none, the page is a dead end and the journey fails."""
    with page.expect_navigation() as navigation:
        page.locator(f'a[href="{path}"]:visible').first.click()
    _arrive(page, navigation.value, status=status)


def reach(page: Page, path: str) -> None:
    """Follow the link to this address from here, or where this page has none, from the home page."""
    if not page.locator(f'a[href="{path}"]:visible').count():
        home(page)
    follow(page, path)


def press(page: Page, button: str = "", *, within: str = "main", status: int = 200) -> None:
    """Press the page's one primary button, the one called `name` or `name=value`, or the one `within` a form."""
    name, _, value = button.partition("=")
    which = ".primary" if within == "main" else ""
    if button:
        which = f'[name="{name}"]' + (f'[value="{value}"]' if value else "")
    with page.expect_navigation() as navigation:
        page.locator(f"{within} button{which}:visible").click()
    _arrive(page, navigation.value, status=status)


def fill(page: Page, **values: Any) -> None:
    """Fill the fields with these names: type, choose from a list, tick a box, choose an answer."""
    for name, value in values.items():
        field = page.locator(f'main [name="{name}"]')
        kind = field.first.evaluate("field => field.type")
        if kind == "radio":
            page.locator(f'main [name="{name}"][value="{value}"] + label').click()
        elif kind == "checkbox":
            field.set_checked(value)
        elif kind == "select-one":
            field.select_option(str(value))
        else:
            field.fill(str(value))


def heading(page: Page) -> str:
    """The answer that the page gives first."""
    return page.locator("h1").inner_text()


def look_in_english(page: Page, name: str) -> None:
    """Look at the page in English, then go back to Korean."""
    for language in ("en", "ko"):
        press(page, f"language={language}", within=".head-bar > .head-account")
        if language == "en":
            look_at(page, f"{name}-en")


def _arrive(page: Page, response: Response | None, *, status: int = 200) -> None:
    """The answer is what was expected; a page nobody came to before is looked at."""
    assert response is not None
    assert response.status == status, f"{page.url}: {response.status} {heading(page)}"
    match = resolve(urlsplit(page.url).path)
    parts = [match.url_name, *(match.kwargs[key] for key in ("section", "stage") if key in match.kwargs)]
    name = "-".join(dict.fromkeys(str(part) for part in parts))
    if status == 200 and name not in _known_pages:
        _known_pages.add(name)
        look_at(page, name)


# The clock and the post


def until(moment: datetime) -> None:
    """Let this moment come, and the clock task do what is due."""
    if server_now() < moment:
        set_clock(moment)
    advance_rounds()


def minutes(number: int) -> timedelta:
    """So many minutes."""
    return timedelta(minutes=number)


def mail_to(site: LiveSite, address: str, about: str) -> str:
    """The text of the first mail to this address with these words in its subject; waits for the relay and worker."""

    def found() -> list[str]:
        return [
            mail.get_payload(decode=True).decode()
            for mail in site.inbox(address)
            if about in str(make_header(decode_header(mail["Subject"])))
        ]

    site.wait_until(found)
    return found()[0]


def wait_for_paper(page: Page, site: LiveSite, path: str) -> bytes:
    """Load the page again until it offers the paper at this address; gives the paper."""
    link = page.locator(f'a[href="{path}"]')
    site.wait_until(lambda: link.count() or (page.reload() and link.count()))
    answer = page.request.get(path)
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/pdf"
    return answer.body()


# Accounts and roles


def login(page: Page, email: str) -> Page:
    """Log in with the password of the factories."""
    home(page)
    follow(page, "/accounts/login/")
    fill(page, login=email, password=PASSWORD)
    press(page)
    return page


def sign_up(page: Page, email: str, name: str) -> Page:
    """Create an account, which also logs in."""
    home(page)
    follow(page, "/accounts/login/")
    follow(page, "/accounts/signup/")
    fill(page, email=email, name=name, password1=PASSWORD, password2=PASSWORD, privacy=True)
    press(page)
    return page


def set_password(page: Page, site: LiveSite, email: str) -> Page:
    """Whoever was appointed without an account sets a password by a link in a mail, and logs in."""
    home(page)
    follow(page, "/accounts/login/")
    follow(page, "/accounts/password/reset/")
    fill(page, email=email)
    press(page)
    link = re.search(r"http\S+", mail_to(site, email, "비밀번호"))
    assert link is not None
    _arrive(page, page.goto(link[0]))
    fill(page, password1=PASSWORD, password2=PASSWORD)
    press(page)
    return login(page, email)


def open_office(new_page: Callable[..., Page]) -> Office:
    """The first two managers come by bootstrap; together they make somebody the secretary."""
    emails = ("manager@example.test", "approver@example.test", "secretary@example.test")
    users = [make_user(email, name) for email, name in zip(emails, ("김담당", "이승인", "박간사"), strict=True)]
    bootstrap(managers=[(users[0], Agency.NIPA), (users[1], Agency.NIA)], now=server_now())
    office = Office(*(login(new_page(), email) for email in emails))
    follow(office.manager, "/roles/")
    follow(office.manager, "/roles/new/")
    fill(
        office.manager, email=emails[2], role="secretary", agency="NIPA", days=200, reason="추가 공모 운영 인력입니다."
    )
    press(office.manager)
    approve(office)
    return office


def approve(office: Office) -> None:
    """The other agency's manager reads the one request that waits on the home page, and approves it."""
    home(office.approver)
    request = office.approver.locator('main a[href^="/approvals/"].task-link')
    follow(office.approver, str(request.get_attribute("href")))
    press(office.approver, "verdict=approved")


# The call


def announce(office: Office, reference: str, **changes: Mapping[str, Any]) -> Call:
    """A manager begins a round from the template, sets its window, asks; the other agency opens it.

    `changes` are the fields of other sections of the rule card: `other={"comment_min": 0}`.
    """
    page, opens_at = office.manager, (server_now() + timedelta(minutes=10)).replace(second=0, microsecond=0)
    call = Call(reference, opens_at, (opens_at + timedelta(days=20)).astimezone(KST).replace(hour=16, minute=0))
    home(page)
    follow(page, "/desk/")
    follow(page, "/desk/new/")
    fill(page, reference=reference, template="additional")
    press(page)
    notice = {"notice_no": f"시험 공고 {reference}"}
    schedule = _schedule(call, has_written="written_rule" not in changes)
    for section, values in {"notice": notice, **changes, "schedule": schedule}.items():
        desk(page, call, "edit", f"edit/{section}")
        fill(page, **values)
        press(page)
    desk(page, call, "edit", "open")
    fill(page, reason="공고 준비가 끝났습니다.")
    press(page)
    approve(office)
    return call


def _schedule(call: Call, *, has_written: bool) -> dict[str, str]:
    days = {"screening_on": 1, "written_on": 4, "presentation_on": 7, "result_on": 8}
    closing_day = call.closes_at.date()
    return {
        "opens_at": _minute(call.opens_at),
        "closes_at": _minute(call.closes_at),
        **{name: (closing_day + timedelta(days=after)).isoformat() for name, after in days.items()},
        **({} if has_written else {"written_on": ""}),
    }


def _minute(moment: datetime) -> str:
    """As the browser's field takes it, on Seoul's clock."""
    return moment.astimezone(KST).strftime("%Y-%m-%dT%H:%M")


def desk(page: Page, call: Call, *links: str) -> None:
    """Go to the round's desk, and on by links from page to page."""
    for link in ("", *(f"{link}/" for link in links)):
        reach(page, f"/desk/{call.reference}/{link}")


# The application


def start_application(page: Page, call: Call, team_name: str) -> str:
    """Find the call among the public ones and begin an application; gives its reference."""
    home(page)
    follow(page, "/rounds/")
    follow(page, f"/rounds/{call.reference}/")
    follow(page, f"/rounds/{call.reference}/apply/")
    fill(page, team_name=team_name)
    press(page)
    return page.url.rstrip("/").rsplit("/", 1)[-1]


def write_plan(page: Page, application: str, team_name: str, *, first_number: int = 1) -> None:
    """Fill in section after section, from the team to the contribution."""
    follow(page, f"/applications/{application}/team/")
    for content in sections(team_name=team_name, first_number=first_number).values():
        for name, value in _typed(content).items():
            if page.locator(f'main [name="{name}"]').count() == 0:
                press(page, f"more={name.split('-')[0]}")
            fill(page, **{name: value})
        press(page, "next")


def _typed(content: Mapping[str, Any]) -> dict[str, Any]:
    """A section's content under the names of its fields."""
    fields: dict[str, Any] = {}
    for name, value in content.items():
        if isinstance(value, dict):
            fields |= {f"{name}_{inner}": text for inner, text in value.items()}
        elif isinstance(value, list):
            rows = (
                (f"{name}-{number}-{inner}", text) for number, row in enumerate(value) for inner, text in row.items()
            )
            fields |= {field: text for field, text in rows if not field.endswith("-key")}
        elif name != "last_key":
            fields[name] = value
    return fields


def file_documents(page: Page, application: str, papers: Mapping[str, bytes]) -> None:
    """Upload the papers one after the other, and go back to the overview."""
    for kind, content in papers.items():
        file = {"name": f"{kind}.pdf", "mimeType": "application/pdf", "buffer": content}
        page.locator(f"#{kind} input[type=file]").set_input_files(file)  # type: ignore[arg-type]
        with page.expect_navigation():
            page.locator(f"#{kind} .upload-form button").click()
    follow(page, f"/applications/{application}/")


def ready_to_submit(page: Page, call: Call, team_name: str, *, first_number: int = 1) -> str:
    """Begin an application, fill in everything, file short papers, open the check page; gives its reference."""
    application = start_application(page, call, team_name)
    write_plan(page, application, team_name, first_number=first_number)
    file_documents(page, application, {kind: small_pdf(f"{team_name} {kind}") for kind in REQUIRED})
    check(page, application)
    return application


def check(page: Page, application: str) -> None:
    """Go to the page that shows everything once more, and make its declaration."""
    reach(page, f"/applications/{application}/")
    follow(page, f"/applications/{application}/submit/")
    fill(page, declared=True)


# Screening and panel


def unseal(office: Office, call: Call) -> None:
    """개찰: the secretary opens what was received."""
    desk(office.secretary, call, "unseal")
    press(office.secretary)


def screen(office: Office, call: Call, application: str) -> None:
    """요건검토: every line of the checklist holds."""
    desk(office.secretary, call, "screening", f"screening/{application}")
    lines = ("complete", "eligible_org", "no_ban", "no_duplicate", "from_scratch")
    fill(office.secretary, **{f"holds_{line}": "yes" for line in lines})
    press(office.secretary)


def appoint(office: Office, call: Call, members: Mapping[str, str]) -> None:
    """Appoint the members (names by e-mail address); the first one is elected as chair."""
    page = office.secretary
    desk(page, call, "panel")
    for email, name in members.items():
        fill(page, email=email, name=name, affiliation="대학 인공지능학과")
        press(page)
    page.locator("select[name=seat]").select_option(index=0)
    press(page, within="form:has(select[name=seat])")


def pledge(member: Page, call: Call) -> None:
    """A member signs the pledges of the rule card."""
    home(member)
    follow(member, f"/panel/{call.reference}/pledges/")
    fill(member, integrity=True, confidentiality=True)
    press(member)


def declare(member: Page, call: Call, conflicts: Mapping[str, str]) -> None:
    """A member says for each application whether there is a conflict: its reason, or "" for none."""
    home(member)
    follow(member, f"/panel/{call.reference}/interests/")
    for application, reason in conflicts.items():
        fill(member, **{f"conflict_{application}": "yes" if reason else "no"})
        if reason:
            fill(member, **{f"reason_{application}": reason})
    press(member)


# Reviews


def start_review(office: Office, call: Call, stage: str) -> None:
    """The secretary begins a review."""
    desk(office.secretary, call, f"{stage}/start")
    press(office.secretary)


def sign_sheet(member: Page, call: Call, stage: str, application: str, points: Iterable[str]) -> None:
    """Score an application by every criterion, check the sheet and sign it."""
    reach(member, f"/panel/{call.reference}/")
    follow(member, f"/panel/{call.reference}/{stage}/{application}/")
    for criterion, mark in zip(("tech", "plan", "impact"), points, strict=True):
        fill(member, **{f"points_{criterion}": mark, f"comment_{criterion}": COMMENT})
    press(member, "check")
    press(member)


def close_and_reveal(office: Office, call: Call, stage: str) -> None:
    """The secretary closes a review; a manager asks for its reveal, the other agency's manager approves."""
    desk(office.secretary, call, stage, f"{stage}/close")
    press(office.secretary)
    desk(office.manager, call, stage, f"{stage}/reveal")
    fill(office.manager, reason="모든 위원이 평가를 마쳤습니다.")
    press(office.manager)
    approve(office)


def confirm_shortlist(office: Office, call: Call) -> None:
    """Two managers confirm the short list that the rule card makes of the sheets."""
    desk(office.manager, call, "shortlist")
    fill(office.manager, reason="규칙 카드대로 계산하였습니다.")
    press(office.manager)
    approve(office)


# The presentation day


def set_times(office: Office, call: Call, starts: Mapping[str, datetime]) -> None:
    """Give every team its time, for 40 minutes."""
    desk(office.secretary, call, "timetable")
    for application, start in starts.items():
        fill(office.secretary, **{f"start_{application}": _minute(start), f"minutes_{application}": 40})
    press(office.secretary)


def come_in(office: Office, call: Call, seats: Iterable[str]) -> None:
    """The secretary records that these members came into the room."""
    _attend(office, call, seats, "in")


def leave(office: Office, call: Call, seats: Iterable[str]) -> None:
    """The secretary records that these members left the room."""
    _attend(office, call, seats, "out")


def _attend(office: Office, call: Call, seats: Iterable[str], way: str) -> None:
    desk(office.secretary, call, "meeting")
    for seat in seats:
        office.secretary.locator(f'[name="seats"][value="{seat}"] + label').click()
    press(office.secretary, f"way={way}")


def start_session(office: Office, call: Call, at: datetime) -> None:
    """The next team begins at this time; half an hour later the vote is opened."""
    until(at)
    desk(office.secretary, call, "meeting")
    press(office.secretary)
    until(at + timedelta(minutes=30))
    press(office.secretary)


def vote(member: Page, call: Call, application: str, competitiveness: str, ecosystem: str) -> None:
    """Answer both questions of the open vote, check the ballot and cast it."""
    reach(member, f"/panel/{call.reference}/meeting/")
    follow(member, f"/panel/{call.reference}/meeting/{application}/vote/")
    fill(member, competitiveness=competitiveness, ecosystem=ecosystem)
    press(member)
    press(member, "confirmed")


def end_session(office: Office, call: Call, application: str) -> None:
    """The secretary ends the session; the page asks once more."""
    desk(office.secretary, call, "meeting", f"meeting/{application}/end")
    press(office.secretary)


def sum_up(chair: Page, call: Call, application: str) -> None:
    """The chair writes and signs the consolidated opinion."""
    home(chair)
    follow(chair, f"/panel/{call.reference}/meeting/{application}/opinion/")
    fill(chair, text=OPINION)
    press(chair)


# The decision


def decide(office: Office, call: Call) -> None:
    """One manager prepares the decision, another confirms it, which publishes it."""
    desk(office.manager, call, "decision")
    press(office.manager)
    follow(office.manager, f"/desk/{call.reference}/decision/publish/")
    fill(office.manager, reason="발표평가 결과에 따른 결정입니다.")
    press(office.manager)
    approve(office)
