"""Beginning an application."""

from datetime import timedelta

import pytest

from applications.actions.start_application import start_application
from applications.models import Application
from applications.rules import plan
from applications.rules.consortium import PersonRole
from applications.rules.plan import Section
from portal.clusters import server_now
from portal.errors import Absent, NotNow, NotPermitted
from portal.models import AuditEvent
from portal.roles import ANONYMOUS
from tests.factories.applications import draft_application, share, withdrawn_application
from tests.factories.people import manager, person, secretary
from tests.factories.rounds import announced_round, closed_round, draft_round, open_round, pass_moment

pytestmark = pytest.mark.django_db


def start(round_, actor, team_name="가람 컨소시엄"):
    return start_application(round_id=round_.pk, team_name=team_name, actor=actor, now=server_now())


def test_start_application_makes_a_draft_with_its_submitter():
    round_, actor = open_round(), person()

    made = start(round_, actor)

    assert (made.status, made.team_name, made.version) == ("draft", "가람 컨소시엄", 1)
    assert plan.content(made.plan, Section.TEAM)["team_name"] == "가람 컨소시엄"
    assert list(made.people.values_list("user_id", "role")) == [(actor.user_id, PersonRole.SUBMITTER)]
    assert AuditEvent.objects.filter(subject=made.reference, verb="application.started").count() == 1


def test_start_application_twice_is_one_application():
    round_, actor = open_round(), person()

    first, second = start(round_, actor), start(round_, actor, "다른 이름")

    assert (second.pk, second.team_name) == (first.pk, "가람 컨소시엄")
    assert Application.objects.filter(round=round_).count() == 1


def test_start_application_after_withdrawing_is_a_new_one():
    round_, actor = open_round(), person()
    withdrawn = withdrawn_application(round_, actor)

    assert start(round_, actor).pk != withdrawn.pk


def test_start_application_by_two_people_makes_two():
    round_ = open_round()

    assert draft_application(round_).pk != draft_application(round_).pk


def test_start_application_is_possible_for_an_editor_of_another_one():
    round_, editor, other = open_round(), person(), person()
    theirs = draft_application(round_, other)
    share(theirs, other, editor, PersonRole.EDITOR)

    assert start(round_, editor).pk != theirs.pk


@pytest.mark.parametrize("who", [manager, secretary])
def test_start_application_is_not_for_staff(who):
    with pytest.raises(NotPermitted) as refused:
        start(open_round(), who())
    assert refused.value.code == "staff_cannot_apply"


def test_start_application_is_not_for_strangers():
    with pytest.raises(NotPermitted) as refused:
        start(open_round(), ANONYMOUS)
    assert refused.value.code == "login_needed"


@pytest.mark.parametrize(("state", "code"), [(announced_round, "round_not_open"), (closed_round, "deadline_passed")])
def test_start_application_needs_an_open_round(state, code):
    with pytest.raises(NotNow) as refused:
        start(state(), person())
    assert refused.value.code == code


def test_start_application_ends_at_the_deadline_even_before_the_round_is_closed():
    round_ = open_round(closes_in=timedelta(minutes=5))
    pass_moment(round_.deadlines.get().closes_at)

    with pytest.raises(NotNow) as refused:
        start(round_, person())
    assert refused.value.code == "deadline_passed"


def test_start_application_does_not_see_a_draft_round():
    with pytest.raises(Absent):
        start(draft_round(), person())
