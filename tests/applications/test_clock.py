"""Because time passed: windows begin and end by themselves."""

from datetime import timedelta

import pytest

from applications import clock
from applications.models import Round
from portal.clusters import server_now
from portal.errors import NotNow
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
    later = type(first).objects.create(
        round=round_, closes_at=first.closes_at.replace(year=first.closes_at.year + 1), approval=first.approval, set_at=server_now()
    )  # fmt: skip
    pass_moment(first.closes_at)

    clock.advance_rounds()

    assert status(round_) == "open"
    assert later.closes_at > server_now()
