import pytest

from applications.lifecycle import RoundStatus
from applications.models import Round
from portal.actions.approvals import answer_approval, payload_of
from portal.clusters import server_now
from portal.errors import Absent, NotNow, NotPermitted
from portal.models import AuditEvent
from portal.rules.approvals import Verdict
from reviews import permissions
from reviews.actions.close_review import close_review
from reviews.actions.reveal import describe_reveal, request_reveal
from reviews.lifecycle import ReviewStatus, Stage
from reviews.models import Reveal, Review
from tests.factories.panels import approve, presentation_round, review_of, sign_all, written_round
from tests.factories.people import approver, manager, person, secretary

pytestmark = pytest.mark.django_db


def asked(review, actor=None):
    return request_reveal(
        review_id=review.pk, reason="모두 제출했습니다.", actor=actor or secretary(), now=server_now()
    )


@pytest.fixture
def closed():
    """A closed written review."""
    round_, members = written_round(1, 2)
    sign_all(round_, Stage.WRITTEN, members[:1])
    return close_review(review_id=review_of(round_, Stage.WRITTEN).pk, actor=secretary(), now=server_now())


def test_reveal_takes_two_people(closed):
    approval = asked(closed)
    assert Review.objects.get(pk=closed.pk).status == ReviewStatus.CLOSED

    approve(approval)

    revealed = Review.objects.get(pk=closed.pk)
    assert (revealed.status, Reveal.objects.get().approval) == (ReviewStatus.REVEALED, approval)
    assert permissions.may_see_scores(revealed).allowed
    assert Round.objects.get().status == RoundStatus.WRITTEN
    assert AuditEvent.objects.filter(chain__name=closed.round.chain).latest("seq").verb == "review.reveal"


def test_describe_reveal_counts(closed):
    lines = describe_reveal(payload_of(asked(closed)))

    assert lines[1][2] == "1 / 2"


def test_reveal_by_one_person_is_refused(closed):
    who = approver()
    approval = asked(closed, actor=who)

    with pytest.raises(NotNow, match="second_person_needed"):
        answer_approval(approval=approval, verdict=Verdict.APPROVED, actor=who, now=server_now())


def test_reveal_by_the_same_agency_is_refused(closed):
    approval = asked(closed)

    with pytest.raises(NotPermitted, match="other_agency_needed"):
        answer_approval(approval=approval, verdict=Verdict.APPROVED, actor=manager(), now=server_now())


def test_reveal_while_collecting_is_refused():
    round_, _ = written_round(1, 1)

    with pytest.raises(NotNow, match="state_changed"):
        asked(review_of(round_, Stage.WRITTEN))


def test_reveal_asked_by_an_outsider_is_absent(closed):
    with pytest.raises(Absent):
        asked(closed, actor=person())


def test_reveal_of_an_empty_presentation_brings_the_deliberation():
    round_, _ = presentation_round(0, 1)
    review = close_review(review_id=review_of(round_, Stage.PRESENTATION).pk, actor=secretary(), now=server_now())

    approve(asked(review))

    assert Round.objects.get(pk=round_.pk).status == RoundStatus.DELIBERATION
