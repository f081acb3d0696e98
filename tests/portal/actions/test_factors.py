"""A lost second factor is taken away by two people of two agencies."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from portal.actions.approvals import answer_approval
from portal.actions.factors import request_recovery
from portal.clusters import server_now
from portal.errors import BrokenRule, NotPermitted
from portal.models import AuditEvent, LoginSession, Mail
from portal.roles import Agency, Role
from portal.rules.approvals import Verdict
from tests.factories import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def asks():
    return people.manager()


@pytest.fixture
def loses():
    """Somebody with an app, recovery codes and a running session."""
    user = people.make_user("loses@example.test")
    client = Client()
    client.post("/accounts/login/", {"login": user.email, "password": people.PASSWORD})
    for kind in (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES):
        Authenticator.objects.create(user=user, type=kind, data={})
    return user, client


def ask(actor, email="loses@example.test"):
    return request_recovery(email=email, reason="전화로 확인", actor=actor, now=server_now())


def answer(asked, actor):
    return answer_approval(approval=asked, verdict=Verdict.APPROVED, actor=actor, now=server_now())


def test_recovery_removes_factors_and_sessions_and_tells_the_person(asks, loses):
    user, client = loses
    answer(ask(asks), people.approver())

    assert not Authenticator.objects.filter(user=user).exists()
    assert client.get("/accounts/sessions/").status_code == 302
    assert not LoginSession.objects.filter(user=user, ended_at=None).exists()
    assert Mail.objects.filter(to=user.email, key__startswith="factor_recovered").count() == 1
    assert user.check_password(people.PASSWORD)
    recorded = AuditEvent.objects.filter(verb__startswith="factor.").order_by("pk")
    assert list(recorded.values_list("verb", flat=True)) == [
        "factor.recover.requested",
        "factor.recover.approved",
    ]


@pytest.mark.parametrize(
    ("who", "code"),
    [
        (people.manager, "other_agency_answers"),
        (lambda: people.staff(Role.SECRETARY, Agency.NIA), "not_manager"),
    ],
)
def test_recovery_is_answered_by_a_manager_of_the_other_agency(asks, loses, who, code):
    asked = ask(asks)

    with pytest.raises(NotPermitted, match=code):
        answer(asked, who())
    assert Authenticator.objects.exists()


def test_recovery_is_never_for_oneself(asks, loses):
    approver = people.staff(Role.MANAGER, Agency.NIA, "approver2@example.test")
    for actor in (asks, approver):
        Authenticator.objects.create(user_id=actor.user_id, type=Authenticator.Type.TOTP, data={})

    with pytest.raises(NotPermitted, match="own_account"):
        ask(asks, asks.email)
    asked = ask(asks, approver.email)
    with pytest.raises(NotPermitted, match="own_account"):
        answer(asked, approver)


@pytest.mark.parametrize(("email", "code"), [("no@example.test", "no_such_account"), ("", "no_second_factor")])
def test_recovery_needs_an_account_with_a_factor(asks, email, code):
    with pytest.raises(BrokenRule) as refused:
        ask(asks, email or people.make_user().email)
    assert [(problem.code, problem.field_name) for problem in refused.value.problems] == [(code, "email")]


def test_recovery_is_asked_by_managers(loses):
    with pytest.raises(NotPermitted, match="not_manager"):
        ask(people.secretary())
