"""Who may open an application."""

import pytest

from applications.actions.share_application import share_application, unshare_application
from applications.rules.consortium import PersonRole
from portal.clusters import server_now
from portal.errors import Absent, NotNow, NotPermitted
from portal.models import AuditEvent
from reviews.actions.appoint import appoint
from reviews.actions.dismiss import dismiss
from tests.factories.applications import draft_application, share, submitted_application
from tests.factories.people import manager, person, secretary
from tests.factories.rounds import close, open_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor():
    return person()


@pytest.fixture
def application(actor):
    return draft_application(open_round(), actor)


def roles(application):
    return dict(application.people.values_list("user_id", "role"))


def take_out(application, actor, who):
    unshare_application(application_id=application.pk, user_id=who.user_id, actor=actor, now=server_now())


def test_share_application_gives_and_changes_a_role(application, actor):
    other = person()

    share(application, actor, other, PersonRole.VIEWER)
    share(application, actor, other, PersonRole.EDITOR)

    assert roles(application) == {actor.user_id: "submitter", other.user_id: "editor"}
    assert AuditEvent.objects.filter(subject=application.reference, verb="application.shared").count() == 2


def test_share_application_finds_the_account_whatever_the_case(application, actor):
    other = person("Partner@Example.test")

    made = share_application(
        application_id=application.pk,
        email="pARTNER@example.TEST",
        role=PersonRole.EDITOR,
        actor=actor,
        now=server_now(),
    )

    assert made.user_id == other.user_id


def test_share_application_with_nobody_or_staff_gives_nothing(application, actor):
    staff = manager()
    for email in ("nobody@example.test", staff.email):
        assert (
            share_application(
                application_id=application.pk, email=email, role=PersonRole.EDITOR, actor=actor, now=server_now()
            )
            is None
        )
    assert roles(application) == {actor.user_id: "submitter"}


def test_share_application_with_a_member_of_the_panel_gives_nothing(application, actor):
    member = person()
    seat = appoint(
        round_id=application.round_id,
        email=member.email,
        name="김위원",
        affiliation="대학",
        actor=secretary(),
        now=server_now(),
    )

    assert share(application, actor, member, PersonRole.EDITOR) is None
    dismiss(seat_id=seat.pk, reason="해촉", actor=secretary(), now=server_now())
    assert share(application, actor, member, PersonRole.EDITOR).user_id == member.user_id


def test_share_application_ends_at_the_deadline(actor):
    application = submitted_application(open_round(), actor)
    colleague = person()
    share(application, actor, colleague, PersonRole.EDITOR)
    close(application.round)

    for late in (lambda: share(application, actor, person(), PersonRole.EDITOR), lambda: take_out(application, actor, colleague)):  # fmt: skip
        with pytest.raises(NotNow, match="deadline_passed"):
            late()
    assert roles(application) == {actor.user_id: "submitter", colleague.user_id: "editor"}


def test_share_application_keeps_a_submitter(application, actor):
    with pytest.raises(NotNow) as refused:
        share(application, actor, actor, PersonRole.EDITOR)
    assert refused.value.code == "last_submitter"

    other = person()
    share(application, actor, other, PersonRole.SUBMITTER)
    share(application, other, actor, PersonRole.VIEWER)
    assert roles(application) == {actor.user_id: "viewer", other.user_id: "submitter"}


def test_share_application_is_for_submitters(application, actor):
    editor = person()
    share(application, actor, editor, PersonRole.EDITOR)

    with pytest.raises(NotPermitted):
        share(application, editor, person(), PersonRole.EDITOR)
    with pytest.raises(NotPermitted):
        take_out(application, editor, actor)


def test_share_application_is_absent_for_others(application):
    with pytest.raises(Absent):
        share(application, person(), person(), PersonRole.EDITOR)


def test_unshare_application_takes_the_person_out(application, actor):
    other = person()
    share(application, actor, other, PersonRole.EDITOR)

    take_out(application, actor, other)

    assert roles(application) == {actor.user_id: "submitter"}


def test_unshare_application_keeps_the_last_submitter(application, actor):
    with pytest.raises(NotNow) as refused:
        take_out(application, actor, actor)
    assert refused.value.code == "last_submitter"
