import pytest

from portal.clusters import server_now
from portal.errors import NotNow, NotPermitted
from portal.models import AuditEvent, AuditSeal
from reviews.actions.close_review import close_review
from reviews.lifecycle import ReviewStatus, Stage
from reviews.models import Review
from tests.factories.panels import presentation_round, review_of, sign_all, written_round
from tests.factories.people import person, secretary

pytestmark = pytest.mark.django_db


def closed(review, actor=None):
    return close_review(review_id=review.pk, actor=actor or secretary(), now=server_now())


def test_close_review_records_how_many_signed():
    round_, members = written_round(2, 3)
    sign_all(round_, Stage.WRITTEN, members[:2])

    review = closed(review_of(round_, Stage.WRITTEN))

    event = AuditEvent.objects.filter(chain__name=round_.chain).latest("seq")
    assert Review.objects.get(pk=review.pk).status == ReviewStatus.CLOSED
    assert (event.verb, event.subject) == ("review.close", f"{round_.reference}/written")
    assert b'"data":{"expected":6,"signed":4}' in bytes(AuditSeal.objects.get(event=event).data)


def test_close_review_twice_is_refused():
    round_, _ = written_round(1, 1)
    review = closed(review_of(round_, Stage.WRITTEN))

    with pytest.raises(NotNow, match="state_changed"):
        closed(review)


def test_close_review_by_an_outsider_is_refused():
    round_, members = written_round(1, 1)

    for outsider in (person(), members[0]):
        with pytest.raises(NotPermitted, match="not_staff"):
            closed(review_of(round_, Stage.WRITTEN), actor=outsider)


def test_close_review_of_a_presentation_waits_for_the_sessions():
    round_, _ = presentation_round(1, 1)

    with pytest.raises(NotNow, match="sessions_not_ended"):
        closed(review_of(round_, Stage.PRESENTATION))
