import pytest

from applications.actions.screen import screen
from applications.actions.unseal import unseal
from applications.lifecycle import RoundStatus
from applications.models import Round
from portal.clusters import server_now
from portal.errors import NotNow, NotPermitted
from portal.models import AuditEvent, Mail
from reviews.actions.appoint import appoint
from reviews.actions.start_review import start_review
from reviews.lifecycle import ReviewStatus, Stage
from reviews.models import Recusal, Review
from reviews.rules.conflicts import RecusalKind
from tests.factories.applications import submitted_application
from tests.factories.panels import checklist, panel_of, screened_round, unsealed_round
from tests.factories.people import person, secretary
from tests.factories.rounds import close, open_round

pytestmark = pytest.mark.django_db


def started(round_, stage=Stage.WRITTEN, actor=None):
    return start_review(round_id=round_.pk, stage=stage, actor=actor or secretary(), now=server_now())


def test_start_review_written():
    round_ = screened_round(1)
    panel_of(round_, 2)

    review = started(round_)

    assert (review.stage, review.status) == (Stage.WRITTEN, ReviewStatus.COLLECTING)
    assert Round.objects.get(pk=round_.pk).status == RoundStatus.WRITTEN
    assert AuditEvent.objects.filter(chain__name=round_.chain).latest("seq").verb == "round.start_written"
    assert Mail.objects.filter(key__startswith="review-begun/").count() == 2


def test_start_review_presentation_where_the_card_has_no_written_one():
    round_ = screened_round(1, written=None)
    panel_of(round_, 1)

    with pytest.raises(NotNow, match="not_the_first_review"):
        started(round_)
    started(round_, Stage.PRESENTATION)

    assert Round.objects.get(pk=round_.pk).status == RoundStatus.PRESENTATION
    assert AuditEvent.objects.filter(chain__name=round_.chain).latest("seq").verb == "round.skip_written"


def test_start_review_does_not_skip_the_written_one():
    round_ = screened_round(1)
    panel_of(round_, 1)

    with pytest.raises(NotNow, match="not_the_first_review"):
        started(round_, Stage.PRESENTATION)


def test_start_review_twice_is_refused():
    round_ = screened_round(1)
    panel_of(round_, 1)
    started(round_)

    with pytest.raises(NotNow, match="state_changed"):
        started(round_)
    assert Review.objects.count() == 1


def test_start_review_with_unscreened_applications_is_refused():
    round_ = unsealed_round(1)
    panel_of(round_, 1)

    with pytest.raises(NotNow, match="screening_unfinished"):
        started(round_)


def test_start_review_without_a_panel_is_refused():
    with pytest.raises(NotNow, match="panel_missing"):
        started(screened_round(1))


def test_start_review_excludes_who_is_named_in_an_application():
    """The principal investigator took a seat before the application named that address."""
    round_ = open_round()
    members = [person("principal@example.test"), person()]
    for member in members:
        appoint(
            round_id=round_.pk, email=member.email, name="김위원", affiliation="", actor=secretary(), now=server_now()
        )
    application = submitted_application(round_)
    unseal(round_id=close(round_).pk, actor=secretary(), now=server_now())
    screen(application_id=application.pk, answers=checklist(round_), actor=secretary(), now=server_now())

    started(round_)

    assert list(Recusal.objects.values_list("seat__user", "application", "kind")) == [
        (members[0].user_id, application.pk, RecusalKind.EXCLUSION)
    ]


def test_start_review_by_an_outsider_is_refused():
    round_ = screened_round(1)

    with pytest.raises(NotPermitted, match="not_staff"):
        started(round_, actor=person())


def test_start_review_without_any_application():
    round_ = screened_round(0)
    panel_of(round_, 1)

    assert started(round_).status == ReviewStatus.COLLECTING
