"""The table of moves of reviews, sessions and decisions; every tally outcome leads somewhere."""

import pytest

from applications.lifecycle import pick as pick_application_move
from portal.errors import NotNow
from reviews.lifecycle import (
    FINAL_MOVES,
    PUBLISHABLE,
    UNDER_REVIEW,
    ApplicationOutcome,
    Outcome,
    ReviewStatus,
    pick,
    recusal_counts_from,
)


def test_pick_legal_move_names_its_target():
    assert pick("review.reveal", "closed").target is ReviewStatus.REVEALED


@pytest.mark.parametrize("status", ["collecting", "revealed"])
def test_pick_from_any_other_status_is_refused(status):
    with pytest.raises(NotNow, match="state_changed"):
        pick("review.reveal", status)


@pytest.mark.parametrize("outcome", ApplicationOutcome)
def test_every_application_outcome_has_a_move_or_waits_for_a_further_sitting(outcome):
    waits = {ApplicationOutcome.TIED, ApplicationOutcome.UNDECIDED, ApplicationOutcome.PENDING}

    assert (outcome in FINAL_MOVES) != (outcome in waits)
    if outcome in FINAL_MOVES:
        assert {pick_application_move(FINAL_MOVES[outcome], status).target for status in UNDER_REVIEW}


def test_tied_and_undecided_are_not_published():
    assert set(Outcome) - PUBLISHABLE == {Outcome.TIED, Outcome.UNDECIDED}


@pytest.mark.parametrize(
    ("reviews", "session_ended", "stage"),
    [
        ({}, False, "written"),
        ({"written": "collecting"}, False, "written"),
        ({"written": "closed"}, False, "presentation"),
        ({"written": "revealed", "presentation": "collecting"}, False, "presentation"),
        ({"written": "revealed", "presentation": "collecting"}, True, None),
        ({"presentation": "collecting"}, False, "written"),
        ({"presentation": "closed"}, False, None),
        ({"written": "revealed", "presentation": "revealed"}, False, None),
    ],
)
def test_recusal_counts_from_what_is_not_closed(reviews, session_ended, stage):
    assert recusal_counts_from(reviews, session_ended=session_ended) == stage
