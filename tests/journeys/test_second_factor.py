"""Staff and panel with the second factor enforced, as in production: a staff journey and a panel journey."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect
from pytest_django.plugin import DjangoDbBlocker

from portal.actions.roles import bootstrap
from portal.clusters import server_now
from portal.roles import Agency
from tests.factories.people import make_user
from tests.journeys import factors, steps
from tests.plugins.browser import look_at
from tests.plugins.site import LiveSite, running_site

MANAGER, APPROVER, SECRETARY = "manager@example.test", "approver@example.test", "secretary@example.test"
MEMBER = "panel1@example.test"
LED = re.compile("/accounts/second-factor/([?]next=.*)?$")
LOG_OUT = ".head-bar > .head-account form[action='/accounts/logout/']"


@pytest.fixture
def live_site(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[LiveSite]:
    """The portal as strict as production."""
    with django_db_blocker.unblock(), running_site(SECOND_FACTOR="required") as site:
        yield site


@pytest.fixture
def office(new_page: Callable[..., Page]) -> steps.Office:
    """Two managers, by bootstrap, and somebody whom they will make the secretary; nobody has a second factor yet."""
    names = {MANAGER: "김담당", APPROVER: "이승인", SECRETARY: "박간사"}
    users = [make_user(email, name) for email, name in names.items()]
    bootstrap(managers=[(users[0], Agency.NIPA), (users[1], Agency.NIA)], now=server_now())
    office = steps.Office(*(steps.login(new_page(), email) for email in names))
    for page in (office.manager, office.secretary):
        factors.give_authenticator(page)
    return office


def set_up(office: steps.Office) -> str:
    """One manager sets up a passkey, the other an app (gives its secret); together they make the secretary."""
    factors.set_up_passkey(office.manager)
    secret = factors.set_up_app(office.approver)
    steps.follow(office.manager, "/roles/")
    steps.follow(office.manager, "/roles/new/")
    steps.fill(
        office.manager, email=SECRETARY, role="secretary", agency="NIPA", days=200, reason="공모 운영 인력입니다."
    )
    steps.press(office.manager)
    steps.approve(office)
    steps.home(office.secretary)
    expect(office.secretary).to_have_url(LED)
    factors.set_up_passkey(office.secretary)
    return secret


def test_staff_act_with_a_second_factor_only(live_site: LiveSite, office: steps.Office) -> None:
    manager, approver, secretary = office.manager, office.approver, office.secretary

    # Whoever holds a role is led to the second factor from everywhere; public pages stay open.
    expect(manager).to_have_url(LED)
    manager.goto("/desk/")
    expect(manager).to_have_url(LED)
    assert manager.request.get("/rounds/").status == 200
    assert manager.request.get("/api/v1/rounds/").status == 200
    steps.look_in_english(manager, "mfa_index")
    secret = set_up(office)
    assert "패스키" in steps.mail_to(live_site, MANAGER, "2차 인증")

    # After five minutes a grave act asks for proof; what was typed goes on by itself.
    factors.let_minutes_pass(MANAGER)
    steps.follow(manager, "/roles/")
    steps.follow(manager, "/roles/recover/")
    steps.fill(manager, email=SECRETARY, reason="전화로 본인을 확인하였습니다.")
    steps.press(manager)
    expect(manager).to_have_url(re.compile("/webauthn/reauthenticate/"))
    steps.press(manager)
    expect(manager.locator("main")).to_contain_text("전화로 본인을 확인하였습니다.")

    # The other agency proves itself with its app and approves: factors and sessions of the secretary are gone.
    factors.let_minutes_pass(APPROVER)
    steps.home(approver)
    steps.follow(approver, str(approver.locator("main a.task-link").first.get_attribute("href")))
    steps.press(approver, "verdict=approved")
    expect(approver).to_have_url(re.compile("/second-factor/reauthenticate/"))
    steps.fill(approver, code="000000")
    steps.press(approver)
    look_at(approver, "mfa_reauthenticate-wrong")
    steps.fill(approver, code=factors.code_of(secret, periods=1))
    steps.press(approver)
    expect(approver).to_have_url(re.compile("/roles/$"))
    steps.mail_to(live_site, SECRETARY, "제거")
    steps.home(secretary)
    expect(secretary).to_have_url(re.compile("/rounds/$"))
    steps.login(secretary, SECRETARY)
    expect(secretary).to_have_url(LED)
    factors.set_up_passkey(secretary)


def test_panel_members_act_with_a_second_factor_only(
    new_page: Callable[..., Page], live_site: LiveSite, office: steps.Office
) -> None:
    set_up(office)
    call = steps.announce(office, "2027-factor")
    make_user(MEMBER, "오하나")
    steps.appoint(office, call, {MEMBER: "오하나"})

    # A seat alone asks for the second factor, before the pledges.
    member = steps.login(new_page(), MEMBER)
    factors.give_authenticator(member)
    expect(member).to_have_url(LED)
    member.goto(f"/panel/{call.reference}/pledges/")
    expect(member).to_have_url(LED)
    factors.set_up_passkey(member)
    steps.pledge(member, call)

    # What belongs to the account is reached from the name in the head.
    for path in ("sessions/", "second-factor/", "second-factor/webauthn/"):
        steps.follow(member, f"/accounts/{path}")

    # The next login takes the password and then the passkey, or the passkey alone.
    steps.press(member, within=LOG_OUT)
    steps.login(member, MEMBER)
    expect(member).to_have_url(re.compile("/second-factor/authenticate/"))
    steps.look_in_english(member, "mfa_authenticate")
    _touch(member)
    steps.press(member, within=LOG_OUT)
    steps.home(member)
    steps.follow(member, "/accounts/login/")
    _touch(member)

    # A login elsewhere is told by mail, seen in the list, and ended from there.
    applicant = steps.sign_up(new_page(), "daon@example.test", "정다온")
    elsewhere = steps.login(new_page(), "daon@example.test")
    assert "브라우저" in steps.mail_to(live_site, "daon@example.test", "새 브라우저")
    steps.home(applicant)
    steps.follow(applicant, "/accounts/sessions/")
    look_at(applicant, "account_sessions-two")
    steps.look_in_english(applicant, "account_sessions-two")
    steps.press(applicant)
    expect(applicant.locator("h1")).to_have_text("1곳에서 로그인되어 있습니다")
    steps.home(elsewhere)
    expect(elsewhere).to_have_url(re.compile("/rounds/$"))


def _touch(page: Page) -> None:
    page.locator("form[data-passkey] button").click()
    expect(page).to_have_url(re.compile("/$"))
    expect(page.locator(".account-who").first).to_contain_text("오하나")
