"""The table of moves of rounds and applications."""

import pytest

from applications.lifecycle import (
    APPLICATION_MOVES,
    HANDED_IN,
    PUBLIC_ROUND,
    ROUND_MOVES,
    ApplicationStatus,
    RoundStatus,
    pick,
)
from portal.errors import NotNow


def test_pick_legal_move_names_its_target():
    assert pick("round.close", "open").target is RoundStatus.CLOSED


@pytest.mark.parametrize("status", sorted(set(RoundStatus) - {RoundStatus.OPEN}))
def test_pick_from_any_other_status_is_refused(status):
    with pytest.raises(NotNow, match="state_changed"):
        pick("round.close", status)


def test_pick_unknown_verb_is_a_defect():
    with pytest.raises(LookupError):
        pick("round.reopen_for_one", "closed")


@pytest.mark.parametrize(
    ("moves", "states", "start"),
    [(ROUND_MOVES, RoundStatus, RoundStatus.DRAFT), (APPLICATION_MOVES, ApplicationStatus, ApplicationStatus.DRAFT)],
)
def test_every_state_can_be_reached(moves, states, start):
    reached, size = {start}, 0
    while len(reached) > size:
        size = len(reached)
        reached |= {move.target for move in moves if move.source & reached}

    assert reached == set(states)


def test_no_move_leads_back_to_a_draft():
    assert not {move.target for move in (*ROUND_MOVES, *APPLICATION_MOVES)} & {"draft"}
    assert RoundStatus.DRAFT not in PUBLIC_ROUND
    assert ApplicationStatus.DRAFT not in HANDED_IN
