"""Because time passed: windows begin and end by themselves."""

from datetime import timedelta

import pytest

from applications import clock
from applications.models import Round
from portal.canonical import canonical
from portal.clusters import server_now
from portal.errors import NotNow
from portal.models import Approval, ApprovalAnswer
from portal.rules.approvals import LIFETIME
from tests.factories.rounds import announced_round, draft_round, open_round, pass_moment

pytestmark = pytest.mark.django_db


def status(round_):
    return Round.objects.get(pk=round_.pk).status


def test_advance_rounds_starts_and_closes_what_is_due():
    later, ended = announced_round(closes_in=timedelta(days=1)), open_round()
    pass_moment(ended.deadlines.get().closes_at)
    draft, coming = draft_round(), announced_round()

    clock.advance_rounds()

    assert [status(each) for each in (draft, coming, later, ended)] == ["draft", "announced", "open", "closed"]


def test_advance_rounds_again_changes_nothing():
    round_ = open_round()
    pass_moment(round_.deadlines.get().closes_at)
    clock.advance_rounds()

    clock.advance_rounds()

    assert status(round_) == "closed"
    assert round_.close_manifests.count() == 1


def test_advance_rounds_goes_on_after_a_fault(monkeypatch, caplog):
    faulty, sound = open_round(), open_round()
    pass_moment(max(each.deadlines.get().closes_at for each in (faulty, sound)))
    close = clock.close_round

    def break_one(*, round_id, now):
        if round_id == faulty.pk:
            raise RuntimeError("broken")
        return close(round_id=round_id, now=now)

    monkeypatch.setattr(clock, "close_round", break_one)
    clock.advance_rounds()

    assert [status(faulty), status(sound)] == ["open", "closed"]
    assert f"round {faulty.pk} could not be moved" in caplog.text


def test_advance_rounds_leaves_to_another_clock_what_it_moved(monkeypatch, caplog):
    round_ = open_round()
    pass_moment(round_.deadlines.get().closes_at)

    def too_late(*, round_id, now):
        raise NotNow("state_changed")

    monkeypatch.setattr(clock, "close_round", too_late)
    clock.advance_rounds()

    assert status(round_) == "open"
    assert "could not be moved" not in caplog.text


def test_advance_rounds_counts_the_newest_deadline():
    round_ = open_round()
    first = round_.deadlines.get()
    closes_at = first.closes_at + timedelta(days=365)
    later = type(first).objects.create(
        round=round_, closes_at=closes_at, approval=approved_deadline(round_, closes_at), set_at=server_now()
    )
    pass_moment(first.closes_at)

    clock.advance_rounds()

    assert status(round_) == "open"
    assert later.closes_at > server_now()


def approved_deadline(round_, closes_at):
    """An approval of this deadline by the two agencies that opened the round."""
    opening = round_.card.approval
    approval = Approval.objects.create(
        reference="LATER",
        verb=opening.verb,
        subject=round_.reference,
        payload=canonical({"document": {"schedule": {"closes_at": closes_at.isoformat()}}}),
        requested_by_id=opening.requested_by_id,
        requested_agency=opening.requested_agency,
        requested_at=server_now(),
        expires_at=server_now() + LIFETIME,
    )
    answered_by = opening.answer.answered_by
    ApprovalAnswer.objects.create(
        approval=approval, verdict="approved", answered_by=answered_by, answered_at=server_now()
    )
    return approval
