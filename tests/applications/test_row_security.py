"""Documents, below the policies: with those replaced by ones that let all through, a rival's file stays shut."""

from contextlib import contextmanager

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from applications import permissions
from applications.actions.unseal import unseal
from applications.models import Document
from applications.rules.consortium import PersonRole
from portal.clusters import name_actor, server_now
from portal.roles import ANONYMOUS, SYSTEM, Agency, Role
from reviews.actions.start_review import start_review
from reviews.lifecycle import Stage
from tests.factories import applications, panels, people, rounds

pytestmark = pytest.mark.django_db


@contextmanager
def asking(actor):
    """What follows is asked as this actor."""
    with transaction.atomic():
        name_actor(actor)
        yield
        name_actor(SYSTEM)


def seen(actor) -> int:
    with asking(actor):
        return Document.objects.count()


@pytest.fixture
def own():
    """A submitted application among two: its submitter, and the number of its documents."""
    call, submitter = rounds.open_round(), people.person()
    application = applications.submitted_application(call, submitter)
    applications.submitted_application(call)
    return application, submitter, application.documents.count()


def test_a_consortium_sees_its_own_documents(own):
    application, submitter, count = own
    viewer = people.person()
    applications.share(application, submitter, viewer, PersonRole.VIEWER)

    assert seen(SYSTEM) == 2 * count
    assert (seen(submitter), seen(viewer)) == (count, count)
    assert {seen(each) for each in (people.person(), ANONYMOUS)} == {0}


def test_staff_see_documents_from_the_unsealing_on(own):
    application, _, count = own
    secretary, ministry = people.secretary(), people.staff(Role.MINISTRY, Agency.MSIT)
    closed = rounds.close(application.round)
    before = seen(secretary)
    unseal(round_id=closed.pk, actor=secretary, now=server_now())

    assert (before, seen(secretary), seen(ministry)) == (0, 2 * count, 0)


def test_members_see_documents_while_sheets_are_written_but_not_what_they_stepped_back_from():
    round_ = panels.screened_round(2)
    first, second = round_.applications.order_by("pk")
    everything, of_second = Document.objects.count(), second.documents.count()
    members = panels.panel_of(round_, 3)
    for number, member in enumerate(members):
        panels.pledge(round_, member)
        panels.declare(round_, member, **({first.reference: "같은 기관"} if number == 2 else {}))
    before = seen(members[0])
    start_review(round_id=round_.pk, stage=Stage.WRITTEN, actor=people.secretary(), now=server_now())

    assert (before, seen(members[0]), seen(members[2])) == (0, everything, of_second)


@pytest.mark.parametrize(("is_own", "is_taken"), [(True, True), (False, False)])
def test_a_document_is_added_to_the_own_application_only(own, is_own, is_taken):
    application, submitter, _ = own
    asks = submitter if is_own else people.person()
    filed = application.documents.first()
    row = {"application": application, "kind": filed.kind, "version": 9, "added_at": server_now()}

    def added():
        try:
            with asking(asks), transaction.atomic():
                Document.objects.create(**row, file=None, added_by_id=asks.user_id)
        except DatabaseError:
            return False
        return True

    assert added() == is_taken


@pytest.mark.parametrize(("is_own", "status"), [(True, 302), (False, 404)])
def test_a_rivals_file_stays_shut_with_every_policy_replaced(own, as_, monkeypatch, is_own, status):
    application, submitter, _ = own
    everything = Document.objects.filter(file__isnull=False).select_related("file")
    monkeypatch.setattr(permissions, "own_documents", lambda actor: everything)

    answer = as_(submitter if is_own else people.person()).get(
        reverse("document", args=[application.reference, "proposal", 1])
    )

    assert answer.status_code == status
