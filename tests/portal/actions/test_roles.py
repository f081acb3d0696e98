"""Roles: bootstrap once, then two people."""

import pytest

from applications.actions.cancel_round import request_cancelling
from applications.actions.withdraw import withdraw_application
from portal.actions.approvals import answer_approval, payload_of, request_approval
from portal.actions.roles import bootstrap, request_grant
from portal.actors import actor_for
from portal.clusters import server_now
from portal.errors import BrokenRule, NotNow, NotPermitted
from portal.models import AuditEvent, RoleGrant, User
from portal.roles import Agency, Role
from portal.rules.approvals import Verdict
from reviews.actions.appoint import appoint
from reviews.actions.dismiss import dismiss
from tests.factories import people
from tests.factories.applications import submitted_application
from tests.factories.panels import panel_of
from tests.factories.rounds import announced_round, open_round

pytestmark = pytest.mark.django_db


def test_bootstrap_makes_two_managers_once():
    pair = [(people.make_user(), Agency.NIPA), (people.make_user(), Agency.NIA)]

    bootstrap(managers=pair, now=server_now())

    assert [(actor_for(user).roles, actor_for(user).agency) for user, _ in pair] == [
        (frozenset({Role.MANAGER}), Agency.NIPA),
        (frozenset({Role.MANAGER}), Agency.NIA),
    ]
    assert AuditEvent.objects.filter(verb="role.bootstrap").count() == 1
    with pytest.raises(NotNow, match="bootstrap_done"):
        bootstrap(managers=pair, now=server_now())


def test_bootstrap_needs_two_people():
    user = people.make_user()

    with pytest.raises(ValueError, match="two managers"):
        bootstrap(managers=[(user, Agency.NIPA), (user, Agency.NIA)], now=server_now())
    assert not RoleGrant.objects.exists()


def test_bootstrap_needs_two_agencies():
    with pytest.raises(ValueError, match="two agencies"):
        bootstrap(managers=[(people.make_user(), Agency.NIPA) for _ in range(2)], now=server_now())
    assert not RoleGrant.objects.exists()


def test_actor_for_ignores_an_ended_grant():
    actor = people.manager()
    grant = RoleGrant.objects.get(user_id=actor.user_id)

    assert actor_for(grant.user, now=grant.ends_at).roles == frozenset()


def test_request_grant_names_the_account_by_its_number():
    user, asks = people.make_user("new@example.test"), people.manager()

    asked = ask(asks, email="NEW@example.test")

    assert (asked.verb, asked.subject) == ("role.grant", f"account/{user.pk}")
    assert payload_of(asked) == {"email": "new@example.test", "role": "secretary", "agency": "NIPA", "days": 30}
    answer_approval(approval=asked, verdict=Verdict.APPROVED, actor=people.approver(), now=server_now())
    assert actor_for(user).roles == frozenset({Role.SECRETARY})


def test_request_grant_needs_an_account():
    with pytest.raises(BrokenRule) as refused:
        ask(people.manager(), email="nobody@example.test")
    assert [(problem.code, problem.field_name) for problem in refused.value.problems] == [("no_such_account", "email")]


def test_request_grant_is_for_managers():
    people.make_user("new@example.test")

    with pytest.raises(NotPermitted):
        ask(people.secretary())


def test_request_grant_may_wait_for_several_people_at_once():
    asks = people.manager()
    for email in ("one@example.test", "two@example.test"):
        people.make_user(email)
        ask(asks, email=email)

    with pytest.raises(NotNow, match="approval_waiting"):
        ask(asks, email="one@example.test")


@pytest.mark.parametrize("given", Agency)
def test_grant_is_answered_by_a_manager_of_another_agency(given):
    user = people.make_user("new@example.test")
    asked = ask(people.manager(), role=Role.MANAGER, agency=given)

    with pytest.raises(NotPermitted, match="another_agency_needed"):
        answer_approval(approval=asked, verdict=Verdict.APPROVED, actor=people.manager(), now=server_now())
    answer_approval(approval=asked, verdict=Verdict.APPROVED, actor=people.approver(), now=server_now())

    assert actor_for(user).agency == given


@pytest.mark.parametrize("verdict", [Verdict.APPROVED, Verdict.REJECTED])
def test_grant_is_not_answered_by_who_gets_it(verdict):
    gets = people.approver()
    asked = ask(people.manager(), email=gets.email, agency=Agency.NIA)

    with pytest.raises(NotPermitted, match="own_role"):
        answer_approval(approval=asked, verdict=verdict, actor=gets, now=server_now())
    answer_approval(approval=asked, verdict=verdict, actor=people.approver(), now=server_now())


def test_request_grant_for_oneself_is_refused():
    asks = people.manager()

    with pytest.raises(NotPermitted, match="own_role"):
        ask(asks, email=asks.email)
    assert ask(asks, email=people.manager().email)


def test_request_grant_of_a_second_agency_is_refused():
    holds = people.secretary()

    with pytest.raises(BrokenRule, match="roles_of_one_agency"):
        ask(people.manager(), email=holds.email, agency=Agency.NIA)
    assert ask(people.manager(), email=holds.email, agency=Agency.NIPA)


def test_grant_of_a_second_agency_meanwhile_is_refused():
    user, asks = people.make_user("new@example.test"), people.manager()
    by_nipa = ask(asks, agency=Agency.NIPA)
    answers = people.approver()
    by_nia = request_approval(
        verb="role.grant",
        subject="account/other",
        payload={"email": user.email, "role": "manager", "agency": "NIA", "days": 30},
        reason="다른 기관",
        actor=asks,
        now=server_now(),
    )
    answer_approval(approval=by_nipa, verdict=Verdict.APPROVED, actor=answers, now=server_now())

    with pytest.raises(NotNow, match="roles_of_one_agency"):
        answer_approval(approval=by_nia, verdict=Verdict.APPROVED, actor=answers, now=server_now())
    assert (actor_for(user).roles, actor_for(user).agency) == ({Role.SECRETARY}, Agency.NIPA)


def test_grant_to_a_panel_member_is_refused_until_the_round_is_over():
    round_ = announced_round()
    member = panel_of(round_, 1)[0]

    with pytest.raises(BrokenRule, match="member_holds_no_role"):
        ask(people.manager(), email=member.email)
    cancel(round_)
    assert ask(people.manager(), email=member.email)


def test_grant_to_an_applicant_is_refused_until_the_round_is_over():
    round_, applicant = open_round(), people.person("lead@example.test")
    named = people.person("principal@example.test")
    application = submitted_application(round_, applicant)

    for somebody in (applicant, named):
        with pytest.raises(BrokenRule, match="applicant_holds_no_role"):
            ask(people.manager(), email=somebody.email)
    withdraw_application(application_id=application.pk, actor=applicant, now=server_now(), reason="")
    for somebody in (applicant, named):
        assert ask(people.manager(), email=somebody.email)


def test_grant_to_who_has_become_a_panel_member_meanwhile_is_refused():
    round_, member = announced_round(), people.person("member@example.test")
    asked, answers = ask(people.manager(), email=member.email), people.approver()
    seat = appoint(
        round_id=round_.pk,
        email=member.email,
        name="김위원",
        affiliation="대학",
        actor=people.secretary(),
        now=server_now(),
    )

    with pytest.raises(NotNow, match="member_holds_no_role"):
        answer_approval(approval=asked, verdict=Verdict.APPROVED, actor=answers, now=server_now())
    dismiss(seat_id=seat.pk, reason="해촉", actor=people.secretary(), now=server_now())
    answer_approval(approval=asked, verdict=Verdict.APPROVED, actor=answers, now=server_now())
    assert actor_for(User.objects.get(pk=member.user_id)).is_secretary


def cancel(round_):
    asked = request_cancelling(round_id=round_.pk, reason="예산", actor=people.manager(), now=server_now())
    answer_approval(approval=asked, verdict=Verdict.APPROVED, actor=people.approver(), now=server_now())


def ask(actor, *, email="new@example.test", role=Role.SECRETARY, agency=Agency.NIPA):
    return request_grant(
        email=email,
        role=role,
        agency=agency,
        days=30,
        reason="간사로 일합니다.",
        actor=actor,
        now=server_now(),
    )
