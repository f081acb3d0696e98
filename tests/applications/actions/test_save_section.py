"""Saving a section of a draft."""

import pytest

from applications.actions.save_section import EditedMeanwhile, save_section
from applications.models import Application
from applications.rules import plan
from applications.rules.consortium import PersonRole
from applications.rules.plan import Section
from portal.clusters import server_now
from portal.errors import Absent, NotNow, NotPermitted
from tests.factories import plans
from tests.factories.applications import draft_application, share, submitted_application, withdrawn_application
from tests.factories.people import manager, person
from tests.factories.rounds import close, open_round

pytestmark = pytest.mark.django_db


def save(application, actor, section=Section.GOALS, content=None, version=None):
    return save_section(
        application_id=application.pk,
        section=section,
        content=plans.goals() if content is None else content,
        version=application.version if version is None else version,
        actor=actor,
        now=server_now(),
    )


def test_save_section_keeps_what_was_typed_and_by_whom():
    actor = person()
    application = draft_application(open_round(), actor)

    saved = save(application, actor)

    kept = Application.objects.get(pk=application.pk)
    assert plan.content(kept.plan, Section.GOALS) == plans.goals()
    assert (kept.version, kept.plan["goals"]["by"], saved.version) == (2, actor.user_id, 2)


def test_save_section_names_a_draft_after_its_team():
    actor = person()
    application = draft_application(open_round(), actor)

    save(application, actor, Section.TEAM, plans.team("나래 컨소시엄"))

    kept = Application.objects.get(pk=application.pk)
    assert (kept.team_name, kept.title) == ("나래 컨소시엄", plans.team()["title"])


def test_save_section_leaves_the_name_of_what_was_submitted():
    actor = person()
    application = submitted_application(open_round(), actor)

    save(application, actor, Section.TEAM, plans.team("나래 컨소시엄"))

    kept = Application.objects.get(pk=application.pk)
    assert kept.team_name == "가람 컨소시엄"
    assert plan.content(kept.plan, Section.TEAM)["team_name"] == "나래 컨소시엄"


def test_save_section_edited_meanwhile_saves_nothing_and_shows_both():
    one, other = person(), person()
    application = draft_application(open_round(), one)
    share(application, one, other, PersonRole.EDITOR)
    save(application, other, content={"summary": "먼저", "benchmarks": []})

    clash = save(application, one, content={"summary": "나중", "benchmarks": []})

    assert isinstance(clash, EditedMeanwhile)
    assert clash.stored["summary"] == "먼저"
    kept = Application.objects.get(pk=application.pk)
    assert plan.content(kept.plan, Section.GOALS)["summary"] == "먼저"
    assert save(application, one, version=kept.version).version == 3


def test_save_section_of_another_part_is_no_clash():
    one, other = person(), person()
    application = draft_application(open_round(), one)
    share(application, one, other, PersonRole.EDITOR)
    save(application, other)

    saved = save(application, one, Section.METHOD, plans.method())

    assert plan.content(saved.plan, Section.GOALS) == plans.goals()
    assert plan.content(saved.plan, Section.METHOD) == plans.method()


@pytest.mark.parametrize("role", [PersonRole.SUBMITTER, PersonRole.EDITOR])
def test_save_section_is_for_editors(role):
    one, other = person(), person()
    application = draft_application(open_round(), one)
    share(application, one, other, role)

    assert save(application, other).version == 2


def test_save_section_is_not_for_viewers():
    one, other = person(), person()
    application = draft_application(open_round(), one)
    share(application, one, other, PersonRole.VIEWER)

    with pytest.raises(NotPermitted) as refused:
        save(application, other)
    assert refused.value.code == "not_editor"


@pytest.mark.parametrize("who", [person, manager])
def test_save_section_is_absent_for_others(who):
    application = draft_application(open_round())

    with pytest.raises(Absent):
        save(application, who())


def test_save_section_ends_at_the_deadline():
    round_, actor = open_round(), person()
    application = draft_application(round_, actor)
    close(round_)

    with pytest.raises(NotNow) as refused:
        save(application, actor)
    assert refused.value.code == "deadline_passed"


def test_save_section_ends_with_withdrawal():
    actor = person()
    application = withdrawn_application(open_round(), actor)

    with pytest.raises(NotNow) as refused:
        save(application, actor)
    assert refused.value.code == "state_changed"
