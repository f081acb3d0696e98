from datetime import timedelta

import pytest

from portal.actions.approvals import payload_of
from portal.clusters import server_now
from portal.errors import Absent, BrokenRule, NotNow, NotPermitted
from portal.models import AuditEvent, Mail
from reviews.actions.close_review import close_review
from reviews.actions.declare_interests import declare_interests
from reviews.actions.further_sitting import describe_reopening, request_further_sitting
from reviews.actions.reveal import request_reveal
from reviews.actions.session import end_session
from reviews.actions.timetable import set_timetable
from reviews.lifecycle import ReviewStatus, SessionStatus, Stage
from reviews.models import Recusal, Session
from reviews.queries import tally_document
from reviews.rules.panel import Interest
from reviews.rules.timetable import Slot
from tests.factories.decisions import (
    EQUAL,
    ask_further,
    ask_lots,
    come,
    hold_session,
    leave,
    publish,
    reveal,
    revealed_round,
    reviewed,
    session_of,
    slots,
    start,
    sum_up,
    timetabled_round,
    voting_session,
)
from tests.factories.panels import approve, review_of, sign_all, signed_sheet, written_round
from tests.factories.people import manager, person, secretary

pytestmark = pytest.mark.django_db


@pytest.fixture
def undecided():
    """Of two applications the first lost its quorum: two of five members stayed. The other was decided."""
    round_, members = timetabled_round(2, 5)
    first, second = reviewed(round_)
    come(round_, members)
    hold_session(round_, second, members)
    voting_session(first)
    leave(round_, members[2:])
    end_session(session_id=session_of(first).pk, actor=secretary(), now=server_now())
    return reveal(round_), members


def ask(round_, times, actor=None, stage=Stage.PRESENTATION):
    return request_further_sitting(
        review_id=review_of(round_, stage).pk,
        slots=times,
        reason="정족수를 채우지 못했습니다.",
        actor=actor or manager(),
        now=server_now(),
    )


def test_further_sitting_reopens_for_the_open_application_only(undecided):
    round_, _ = undecided
    first, second = reviewed(round_)

    approve(ask(round_, slots([first])))

    assert review_of(round_, Stage.PRESENTATION).status == ReviewStatus.COLLECTING
    assert (session_of(first).sitting, session_of(first).status) == (2, SessionStatus.SCHEDULED)
    assert session_of(second).sitting == 1
    assert AuditEvent.objects.filter(chain__name=round_.chain, verb="review.reopen").count() == 1
    assert Mail.objects.filter(key__startswith=f"timetable/{first.reference}/2/").count() == 1


def test_further_sitting_decides_anew(undecided):
    """Presence and votes are those of the newest session, signed sheets stand."""
    round_, members = undecided
    first, second = reviewed(round_)
    before = {entry["ref"]: entry for entry in tally_document(round_, Stage.PRESENTATION)["applications"]}
    approve(ask(round_, slots([first])))
    come(round_, members[2:])

    hold_session(round_, first, members)
    revealed = reveal(round_)

    after = {entry["ref"]: entry for entry in tally_document(revealed, Stage.PRESENTATION)["applications"]}
    assert before[first.reference]["present"] == ["P1", "P2"]
    assert after[first.reference]["present"] == ["P1", "P2", "P3", "P4", "P5"]
    assert after[second.reference] == before[second.reference]


def test_further_sitting_leaves_the_other_applications_closed(undecided):
    round_, members = undecided
    first, second = reviewed(round_)
    approve(ask(round_, slots([first])))

    with pytest.raises(NotNow, match="application_not_reopened"):
        signed_sheet(round_, Stage.PRESENTATION, second, members[0], reason="고쳐 씁니다.")


def test_further_sitting_can_be_moved_before_it_begins(undecided):
    round_, _ = undecided
    first, _ = reviewed(round_)
    (slot,) = slots([first])
    approve(ask(round_, [slot]))
    later = Slot(slot.ref, slot.starts_at + timedelta(hours=2), slot.ends_at + timedelta(hours=2))

    set_timetable(
        review_id=review_of(round_, Stage.PRESENTATION).pk, slots=[later], actor=secretary(), now=server_now()
    )

    assert session_of(first).starts_at == later.starts_at
    assert Session.objects.filter(review__round=round_).count() == 3


def test_describe_reopening_names_the_team_and_its_time(undecided):
    round_, _ = undecided
    first, _ = reviewed(round_)

    described = describe_reopening(payload_of(ask(round_, slots([first]))))

    assert [before for _, before, _ in described] == [first.team_name]


def test_request_further_sitting_for_the_wrong_applications(undecided):
    round_, _ = undecided

    with pytest.raises(BrokenRule) as refused:
        ask(round_, slots(reviewed(round_)[1:]))

    assert {problem.code for problem in refused.value.problems} == {"slot_missing", "slot_unknown"}


def test_request_further_sitting_of_a_clear_outcome():
    round_, _ = revealed_round(1, 3)

    with pytest.raises(NotNow, match="no_further_sitting_needed"):
        ask(round_, [])


@pytest.mark.parametrize(("actor", "refusal"), [(person, Absent), (secretary, NotPermitted)])
def test_request_further_sitting_by_the_wrong_person(undecided, actor, refusal):
    round_, _ = undecided

    # They are not told either what is wrong with the times.
    for times in (slots(reviewed(round_)[:1]), slots(reviewed(round_)[1:])):
        with pytest.raises(refusal):
            ask(round_, times, actor())


def test_further_sheets_of_a_written_review_without_any():
    """A written review that nobody has signed is undecided; it reopens without sessions."""
    round_, members = written_round(1, 2)
    close_review(review_id=review_of(round_, Stage.WRITTEN).pk, actor=secretary(), now=server_now())
    asked = request_reveal(
        review_id=review_of(round_, Stage.WRITTEN).pk, reason="마감했습니다.", actor=manager(), now=server_now()
    )
    approve(asked)

    reopening = ask(round_, [], stage=Stage.WRITTEN)
    approve(reopening)
    sign_all(round_, Stage.WRITTEN, members)

    assert review_of(round_, Stage.WRITTEN).status == ReviewStatus.COLLECTING
    assert len(describe_reopening(payload_of(reopening))) == 1
    assert not Session.objects.filter(review__round=round_).exists()


def test_start_of_a_further_sitting_begins_presence_anew(undecided):
    round_, _ = undecided
    first, _ = reviewed(round_)
    approve(ask(round_, slots([first])))

    session = start(first)

    assert (session.sitting, session.chair.label) == (2, "P1")
    assert session.started_at > Session.objects.get(application=first, sitting=1).ended_at


@pytest.fixture
def tied():
    """Two applications with the same points for one place, and a reopening that waits for its answer."""
    round_, members = revealed_round(2, 3, points=EQUAL)
    return round_, members, ask_further(round_)


def test_reopening_is_approved_while_the_outcome_is_open(tied):
    round_, _, asked = tied

    approve(asked)

    assert review_of(round_, Stage.PRESENTATION).status == ReviewStatus.COLLECTING


def test_reopening_after_lots_have_settled_it_is_refused(tied):
    round_, _, asked = tied
    approve(ask_lots(round_))

    with pytest.raises(NotNow, match="no_further_sitting_needed"):
        approve(asked)
    assert review_of(round_, Stage.PRESENTATION).status == ReviewStatus.REVEALED


def test_reopening_of_a_published_decision_is_refused(tied):
    round_, members, asked = tied
    approve(ask_lots(round_))
    sum_up(round_, members[0])
    publish(round_)

    with pytest.raises(NotNow, match="no_decision_now"):
        approve(asked)
    assert review_of(round_, Stage.PRESENTATION).status == ReviewStatus.REVEALED
    assert Session.objects.filter(review__round=round_, sitting=2).count() == 0


def test_a_conflict_declared_after_the_closing_is_a_recusal_in_the_further_sitting(tied):
    round_, members, asked = tied
    first, second = reviewed(round_)
    late = Interest(first.reference, has_conflict=True, reason="뒤늦게 알았습니다.")
    declare_interests(round_id=round_.pk, interests=[late], actor=members[2], now=server_now())
    assert not Recusal.objects.exists()

    approve(asked)

    recused = {entry["ref"]: entry["recused"] for entry in tally_document(round_, Stage.PRESENTATION)["applications"]}
    assert recused == {first.reference: ["P3"], second.reference: []}
