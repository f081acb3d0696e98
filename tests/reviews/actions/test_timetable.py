from datetime import timedelta

import pytest

from portal.clusters import server_now
from portal.errors import BrokenRule, NotNow, NotPermitted
from portal.models import AuditEvent, Mail, OutboxMessage
from reviews.actions.close_review import close_review
from reviews.actions.timetable import set_timetable
from reviews.lifecycle import Stage
from reviews.models import Session
from reviews.rules.timetable import Slot
from tests.factories.decisions import come, reviewed, session_of, slots, start
from tests.factories.panels import presentation_round, review_of
from tests.factories.people import person, secretary

pytestmark = pytest.mark.django_db


@pytest.fixture
def presenting():
    """In its presentation review with two applications, and its three members; no times yet."""
    return presentation_round(2, 3)


def plan(round_, times, actor=None):
    review = review_of(round_, Stage.PRESENTATION)
    return set_timetable(review_id=review.pk, slots=times, actor=actor or secretary(), now=server_now())


def test_set_timetable_orders_sessions_by_time(presenting):
    round_, _ = presenting
    first, second = slots(reviewed(round_))

    plan(round_, [second, first])

    found = Session.objects.filter(review__round=round_).order_by("position")
    assert [(session.application.reference, session.starts_at) for session in found] == [
        (first.ref, first.starts_at),
        (second.ref, second.starts_at),
    ]


def test_set_timetable_tells_each_team_once(presenting):
    round_, _ = presenting

    plan(round_, slots(reviewed(round_)))

    mails = Mail.objects.filter(key__startswith="timetable/")
    people = {application.people.get().user.email for application in reviewed(round_)}
    assert {mail.to for mail in mails} == people
    assert OutboxMessage.objects.filter(key__startswith="mail:timetable/").count() == 2


def test_set_timetable_again_tells_only_whose_time_has_changed(presenting):
    round_, _ = presenting
    first, second = slots(reviewed(round_))
    plan(round_, [first, second])
    later = Slot(second.ref, second.starts_at + timedelta(hours=1), second.ends_at + timedelta(hours=1))

    plan(round_, [first, later])

    mails = Mail.objects.filter(key__startswith=f"timetable/{second.ref}/")
    assert mails.count() == 2
    assert Mail.objects.filter(key__startswith=f"timetable/{first.ref}/").count() == 1


def test_set_timetable_is_one_entry_in_the_chain(presenting):
    round_, _ = presenting

    plan(round_, slots(reviewed(round_)))

    event = AuditEvent.objects.get(chain__name=round_.chain, verb="timetable.set")
    assert event.subject == f"{round_.reference}/presentation"


def test_set_timetable_refuses_a_person_without_a_desk(presenting):
    round_, _ = presenting

    with pytest.raises(NotPermitted):
        plan(round_, slots(reviewed(round_)), person())


def test_set_timetable_names_every_fault(presenting):
    round_, _ = presenting

    with pytest.raises(BrokenRule) as refused:
        plan(round_, [])

    assert {problem.code for problem in refused.value.problems} == {"slot_missing"}
    assert not Session.objects.filter(review__round=round_).exists()


def test_set_timetable_keeps_the_time_of_a_session_that_has_begun(presenting):
    round_, members = presenting
    first, second = slots(reviewed(round_))
    plan(round_, [first, second])
    come(round_, members)
    start(reviewed(round_)[0])
    moved = Slot(first.ref, first.starts_at - timedelta(hours=1), first.ends_at - timedelta(hours=1))

    with pytest.raises(NotNow, match="session_has_begun"):
        plan(round_, [moved, second])

    assert session_of(reviewed(round_)[0]).starts_at == first.starts_at


def test_set_timetable_refuses_a_closed_review(presenting):
    round_, _ = presenting
    review = review_of(round_, Stage.PRESENTATION)
    review.status = "closed"
    review.save(update_fields=["status"])

    with pytest.raises(NotNow, match="review_closed"):
        plan(round_, slots(reviewed(round_)))


def test_close_review_waits_for_every_session(presenting):
    round_, _ = presenting
    plan(round_, slots(reviewed(round_)))

    with pytest.raises(NotNow, match="sessions_not_ended"):
        close_review(review_id=review_of(round_, Stage.PRESENTATION).pk, actor=secretary(), now=server_now())
