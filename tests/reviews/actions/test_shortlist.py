from datetime import timedelta

import pytest

from applications.lifecycle import ApplicationStatus, RoundStatus
from applications.models import Application, Round
from portal.actions.approvals import payload_of
from portal.clusters import server_now
from portal.errors import Absent, NotNow, NotPermitted
from portal.models import Approval, ApprovalAnswer, AuditEvent, Mail
from portal.rules.approvals import Verdict
from reviews.actions.shortlist import describe_shortlist, request_shortlist
from reviews.lifecycle import ReviewStatus, Stage
from reviews.models import Decision, Publication, Review
from tests.factories.panels import (
    approve,
    confirm_shortlist,
    reveal_review,
    review_of,
    sign_all,
    signed_sheet,
    written_round,
)
from tests.factories.people import approver, manager, person, secretary

pytestmark = pytest.mark.django_db


def asked(round_, actor=None):
    return request_shortlist(round_id=round_.pk, reason="규칙대로", actor=actor or manager(), now=server_now())


def reopening_of(round_, actor):
    """An approved request, as the database asks for one before a review moves back."""
    approval = Approval.objects.create(
        reference="TESTONLY",
        verb="review.reopen",
        subject=f"{round_.reference}/written",
        payload=b"{}",
        payload_sha256="0" * 64,
        reason="시험",
        requested_by_id=actor.user_id,
        requested_agency=actor.agency,
        requested_at=server_now(),
        expires_at=server_now() + timedelta(hours=1),
    )
    ApprovalAnswer.objects.create(
        approval=approval, verdict=Verdict.APPROVED, answered_by_id=approver().user_id, answered_at=server_now()
    )
    return approval


@pytest.fixture
def revealed():
    """A revealed written review of two applications: the first passes the line, the second does not."""
    round_, members = written_round(2, 3)
    first, second = Application.objects.filter(round=round_).order_by("pk")
    for member in members:
        signed_sheet(round_, Stage.WRITTEN, first, member, ("36", "25", "27"))
        signed_sheet(round_, Stage.WRITTEN, second, member, ("20", "15", "15"))
    reveal_review(review_of(round_, Stage.WRITTEN))
    return Round.objects.get(pk=round_.pk), first, second


def test_shortlist_takes_two_people_and_moves_everybody(revealed):
    round_, first, second = revealed
    approval = asked(round_)
    assert Application.objects.get(pk=first.pk).status == ApplicationStatus.ELIGIBLE

    approve(approval)

    assert Application.objects.get(pk=first.pk).status == ApplicationStatus.WRITTEN_PASSED
    assert Application.objects.get(pk=second.pk).status == ApplicationStatus.WRITTEN_FAILED
    assert Round.objects.get(pk=round_.pk).status == RoundStatus.PRESENTATION
    assert Review.objects.get(round=round_, stage=Stage.PRESENTATION).status == ReviewStatus.COLLECTING
    assert Publication.objects.get().public is None
    assert Mail.objects.filter(key__startswith="shortlisted/").count() == 2
    assert AuditEvent.objects.filter(chain__name=round_.chain).latest("seq").verb == "round.shortlist"


def test_shortlist_decision_carries_document_and_result(revealed):
    round_, first, second = revealed

    payload = payload_of(asked(round_))

    made = Decision.objects.get()
    assert (made.stage, made.version, made.result["outcome"]) == (Stage.WRITTEN, 1, "selected")
    assert (payload["passed"], payload["failed"]) == ([first.reference], [second.reference])
    assert [label for label, _, _ in describe_shortlist(payload)] == [
        f"{first.team_name} · {first.reference}",
        f"{second.team_name} · {second.reference}",
    ]


def test_shortlist_asked_twice_is_refused(revealed):
    round_, _, _ = revealed
    asked(round_)

    with pytest.raises(NotNow, match="approval_waiting"):
        asked(round_)
    assert Decision.objects.count() == 1


def test_shortlist_rests_on_what_was_asked_for(revealed):
    round_, first, _ = revealed
    approval = asked(round_)
    Application.objects.filter(pk=first.pk).update(status=ApplicationStatus.WITHDRAWN)

    with pytest.raises(NotNow, match="state_changed"):
        approve(approval)
    assert Round.objects.get(pk=round_.pk).status == RoundStatus.WRITTEN


def test_shortlist_twice_is_refused(revealed):
    round_, _, _ = revealed
    confirm_shortlist(round_)

    with pytest.raises(NotNow, match="state_changed"):
        asked(round_)


def test_shortlist_by_the_secretary_or_an_outsider_is_refused(revealed):
    round_, _, _ = revealed

    with pytest.raises(NotPermitted, match="not_manager"):
        asked(round_, actor=secretary())
    with pytest.raises(Absent):
        asked(round_, actor=person())


def test_shortlist_before_the_reveal_is_refused():
    round_, _ = written_round(1, 1)

    with pytest.raises(NotNow, match="review_not_revealed"):
        asked(round_)


def test_shortlist_with_an_unsigned_application_is_undecided():
    round_, members = written_round(2, 2)
    first = Application.objects.filter(round=round_).order_by("pk").first()
    signed_sheet(round_, Stage.WRITTEN, first, members[0])
    reveal_review(review_of(round_, Stage.WRITTEN))

    with pytest.raises(NotNow, match="shortlist_undecided"):
        asked(round_)


def test_shortlist_tied_at_the_last_place_is_refused():
    round_, members = written_round(5, 1)
    sign_all(round_, Stage.WRITTEN, members)
    reveal_review(review_of(round_, Stage.WRITTEN))

    with pytest.raises(NotNow, match="shortlist_tied"):
        asked(round_)


def test_shortlist_of_nobody_still_leads_to_the_presentation():
    round_, members = written_round(1, 1)
    sign_all(round_, Stage.WRITTEN, members, ("1", "1", "1"))
    reveal_review(review_of(round_, Stage.WRITTEN))

    confirm_shortlist(round_)

    assert Application.objects.get(round=round_).status == ApplicationStatus.WRITTEN_FAILED
    assert Round.objects.get(pk=round_.pk).status == RoundStatus.PRESENTATION


def test_shortlist_is_not_confirmed_while_sheets_are_collected_again(revealed):
    """No act reopens a review whose outcome is clear; where it happened all the same, the list waits."""
    round_, _, _ = revealed
    approval, review = asked(round_), review_of(round_, Stage.WRITTEN)
    reopened = reopening_of(round_, manager())
    review.status = ReviewStatus.COLLECTING
    review.save(update_fields=["status"])

    with pytest.raises(NotNow, match="not_revealed"):
        approve(approval)
    reveal_review(review)
    approve(approval)

    assert Round.objects.get(pk=round_.pk).status == RoundStatus.PRESENTATION
    assert reopened.answer.verdict == Verdict.APPROVED
