"""Staff and panel with the second factor enforced, as in production: a staff journey and a panel journey."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect
from pytest_django.plugin import DjangoDbBlocker

from portal.actions.roles import bootstrap
from portal.clusters import server_now
from portal.roles import Agency
from tests.factories.people import PASSWORD, make_user
from tests.journeys import factors, steps
from tests.plugins.browser import look_at
from tests.plugins.site import LiveSite, running_site

MANAGER, APPROVER, SECRETARY = "manager@example.test", "approver@example.test", "secretary@example.test"
MEMBER = "panel1@example.test"


@pytest.fixture(scope="module")
def live_site(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[LiveSite]:
    """The portal as strict as production."""
    with django_db_blocker.unblock(), running_site(SECOND_FACTOR="required") as site:
        yield site


@pytest.fixture
def office(new_page: Callable[..., Page]) -> steps.Office:
    """Two managers with a second factor, and the secretary whom they appointed."""
    users = [
        make_user(email, name) for email, name in ((MANAGER, "김담당"), (APPROVER, "이승인"), (SECRETARY, "박간사"))
    ]
    bootstrap(managers=[(users[0], Agency.NIPA), (users[1], Agency.NIA)], now=server_now())
    manager, approver, secretary = (steps.login(new_page(), email) for email in (MANAGER, APPROVER, SECRETARY))
    return steps.Office(manager, approver, secretary)


def test_staff_and_panel_act_with_a_second_factor_only(
    new_page: Callable[..., Page], live_site: LiveSite, office: steps.Office
) -> None:
    manager, approver, secretary = office.manager, office.approver, office.secretary

    # Whoever holds a role is led to the second factor from everywhere; public pages stay open.
    expect(manager).to_have_url(re.compile("/accounts/second-factor/"))
    assert manager.goto("/desk/").url.partition("?")[0].endswith("/accounts/second-factor/")
    assert manager.goto("/rounds/").status == 200
    assert manager.request.get("/api/v1/rounds/").status == 200
    steps.home(manager)
    steps.look_in_english(manager, "mfa_index")

    # One sets up a passkey, the other an app; then both act, and what a role needs is asked of its new holder too.
    factors.set_up_passkey(manager)
    secret = factors.set_up_app(approver)
    assert "패스키" in steps.mail_to(live_site, MANAGER, "2차 인증")
    steps.follow(manager, "/roles/")
    steps.follow(manager, "/roles/new/")
    steps.fill(manager, email=SECRETARY, role="secretary", agency="NIPA", days=200, reason="공모 운영 인력입니다.")
    steps.press(manager)
    steps.approve(office)
    steps.home(secretary)
    expect(secretary).to_have_url(re.compile("/accounts/second-factor/"))
    factors.set_up_passkey(secretary)

    # After five minutes a grave act asks for proof; what was typed goes on by itself.
    factors.let_minutes_pass(MANAGER)
    steps.follow(manager, "/roles/")
    steps.follow(manager, "/roles/recover/")
    steps.fill(manager, email=SECRETARY, reason="전화로 본인을 확인하였습니다.")
    steps.press(manager)
    expect(manager).to_have_url(re.compile("/webauthn/reauthenticate/"))
    steps.press(manager)
    expect(manager.locator("main")).to_contain_text("전화로 본인을 확인하였습니다.")

    # The other agency proves itself with its app, and answers: factors and sessions of the secretary are gone.
    factors.let_minutes_pass(APPROVER)
    steps.home(approver)
    steps.follow(approver, str(approver.locator("main a.task-link").first.get_attribute("href")))
    steps.press(approver, "verdict=approved")
    expect(approver).to_have_url(re.compile("/second-factor/reauthenticate/"))
    steps.fill(approver, code="000000")
    steps.press(approver)
    steps.fill(approver, code=factors.code_of(secret, periods=1))
    steps.press(approver)
    expect(approver).to_have_url(re.compile("/roles/$"))
    steps.mail_to(live_site, SECRETARY, "제거")
    steps.home(secretary)
    expect(secretary).to_have_url(re.compile("/rounds/$"))
    steps.login(secretary, SECRETARY)
    factors.set_up_passkey(secretary)

    # A call, and a panel member who is appointed for it: led to the second factor before the pledges.
    call = steps.announce(office, "2027-factor")
    make_user(MEMBER, "오하나")
    steps.appoint(office, call, {MEMBER: "오하나"})
    member = steps.login(new_page(), MEMBER)
    expect(member).to_have_url(re.compile("/accounts/second-factor/"))
    assert member.goto(f"/panel/{call.reference}/pledges/").url.partition("?")[0].endswith("/accounts/second-factor/")
    factors.set_up_passkey(member)
    steps.pledge(member, call)

    # The next login takes the password and then the passkey, or the passkey alone.
    steps.home(member)
    for path in ("/accounts/second-factor/", "/accounts/second-factor/webauthn/"):
        steps.reach(member, "/accounts/sessions/") if path.endswith("factor/") else None
        steps.follow(member, path)
    steps.press(member, within=".head-bar > .head-account form[action='/accounts/logout/']")
    steps.login(member, MEMBER)
    expect(member).to_have_url(re.compile("/second-factor/authenticate/"))
    steps.look_in_english(member, "mfa_authenticate")
    member.locator("form[data-passkey] button").click()
    expect(member).to_have_url(re.compile("/$"))
    steps.press(member, within=".head-bar > .head-account form[action='/accounts/logout/']")
    steps.home(member)
    steps.follow(member, "/accounts/login/")
    member.locator("form[data-passkey] button").click()
    expect(member.locator(".account-who").first).to_contain_text("오하나")

    # A login elsewhere is told by mail; the first browser ends the other one.
    elsewhere = new_page()
    steps.login(elsewhere, MANAGER)
    elsewhere.goto("/accounts/login/")
    steps.fill(elsewhere, login=SECRETARY, password=PASSWORD)
    steps.press(elsewhere, within="main form:not([data-passkey])")
    look_at(elsewhere, "mfa-authenticate-secretary")
    steps.reach(approver, "/accounts/sessions/")
    steps.look_in_english(approver, "account_sessions")
