"""Every outcome of tally-1 has its sentence, its tone and its next move (design, Life cycles)."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.utils import translation

from reviews import wording
from reviews.lifecycle import FINAL_MOVES, PUBLISHABLE, ApplicationOutcome, Outcome
from reviews.outcome_wording import NEXT_MOVE, TONE, OutcomeFacts, heading, lead, reasons

FACTS = OutcomeFacts(
    outcome="selected",
    seats=1,
    vacancies=0,
    reviewed=2,
    gates=2,
    simple_majority=True,
    recognised=2,
    below_line=0,
    below_minimum=0,
    line="60",
    single_line=False,
    selected=["Garam"],
    open_teams=[],
)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_of_a_document_has_words_and_a_next_move(outcome):
    assert all(str(text) for text in (heading(outcome, 1), wording.OUTCOME[outcome], NEXT_MOVE[outcome]))


@pytest.mark.parametrize("outcome", list(ApplicationOutcome))
def test_every_outcome_of_an_application_has_words_and_a_tone(outcome):
    assert (bool(str(wording.APPLICATION_OUTCOME[outcome])), bool(TONE[outcome])) == (True, True)


def test_what_can_be_published_moves_every_application():
    stuck = {ApplicationOutcome.TIED, ApplicationOutcome.UNDECIDED, ApplicationOutcome.PENDING}

    assert set(FINAL_MOVES) == set(ApplicationOutcome) - stuck
    assert set(PUBLISHABLE) == {Outcome.SELECTED, Outcome.NO_SELECTION}


@pytest.mark.parametrize(
    ("outcome", "selected", "expected"),
    [
        ("selected", 1, "1 team was selected"),
        ("selected", 5, "5 teams were selected"),
        ("no_selection", 0, "No team was selected"),
        ("tied", 0, "Teams are tied at the last place"),
        ("undecided", 0, "The outcome is undecided"),
    ],
)
def test_heading_is_the_answer(outcome, selected, expected):
    assert heading(outcome, selected) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param(
            {},
            [
                "All 2 teams were recognised by the panel's majority on every question.",
                "Selected in the order of their scores: Garam.",
            ],
            id="two_contenders",
        ),
        pytest.param(
            {"tie_broken_by": "drawing lots"},
            [
                "All 2 teams were recognised by the panel's majority on every question.",
                "Selected in the order of their scores: Garam.",
                "Scores were equal; the rule card's tie-break decided (drawing lots).",
            ],
            id="tie_broken",
        ),
        pytest.param(
            {"outcome": "no_selection", "recognised": 0, "selected": [], "vacancies": 1},
            [
                "None of the 2 teams was recognised by the panel's majority on every question.",
                "1 of 1 place stays vacant.",
            ],
            id="nobody_recognised",
        ),
        pytest.param(
            {
                "outcome": "no_selection",
                "reviewed": 3,
                "below_minimum": 3,
                "recognised": 3,
                "selected": [],
                "line": None,
            },
            [
                "All 3 teams were recognised by the panel's majority on every question.",
                "3 teams did not reach the least points of a criterion.",
            ],
            id="least_points",
        ),
        pytest.param(
            {"reviewed": 5, "recognised": 4, "below_line": 1, "seats": 4, "vacancies": 1, "selected": ["A", "B", "C"]},
            [
                "4 of 5 teams were recognised by the panel's majority on every question.",
                "1 team stayed below the pass line of 60 points.",
                "Selected in the order of their scores: A, B, C.",
                "1 of 4 place stays vacant.",
            ],
            id="fewer_than_seats",
        ),
        pytest.param(
            {"reviewed": 1, "recognised": 1, "single_line": True, "line": "70"},
            [
                "The only team reviewed was recognised by the panel's majority on every question.",
                "With a single applicant the pass line is 70 points.",
                "Selected: Garam.",
            ],
            id="single_applicant",
        ),
        pytest.param(
            {"reviewed": 1, "recognised": 0, "selected": [], "outcome": "no_selection", "simple_majority": False},
            ["The only team reviewed was not recognised by the required share of the panel on every question."],
            id="single_applicant_not_recognised",
        ),
        pytest.param(
            {"outcome": "tied", "selected": [], "vacancies": 1, "open_teams": ["A", "B"]},
            ["All 2 teams were recognised by the panel's majority on every question.", "Still open: A, B."],
            id="tied",
        ),
        pytest.param(
            {"outcome": "no_selection", "reviewed": 0, "selected": []}, ["There was no team to review."], id="no_team"
        ),
        pytest.param({"gates": 0}, ["Selected in the order of their scores: Garam."], id="no_gates"),
    ],
)
def test_lead_says_why(changes, expected):
    assert lead(replace(FACTS, **changes)) == expected


RESULT = {
    "outcome": "gate_failed",
    "rank": None,
    "score": "58.00",
    "line": "60",
    "criterion_means": {"tech": "20.00", "plan": "38.00"},
    "gates": {
        "a": {"yes": 3, "base": 7, "needs": 4, "result": "failed"},
        "b": {"yes": 5, "base": 7, "needs": 4, "result": "passed"},
    },
}


def told(**changes) -> list[str]:
    criteria = {"tech": ("Technology", "24"), "plan": ("Plan", None)}
    return reasons({**RESULT, **changes}, seats=1, gates={"a": "Competition", "b": "Ecosystem"}, criteria=criteria)


def test_reasons_of_a_gate_that_failed():
    assert told() == ["“Competition”: 3 of 7 members recognised it; 4 were needed."]


def test_reasons_of_a_quorum_that_was_not_met():
    gates = {"a": {"yes": 0, "base": 3, "needs": 2, "result": "no_quorum"}}

    assert told(outcome="undecided", gates=gates) == ["“Competition”: too few members were present to decide."]


def test_reasons_below_the_pass_line():
    assert told(outcome="below_pass", gates={}) == [
        "The score of 58.00 is below the pass line of 60 points.",
        "“Technology”: 20.00 points, at least 24 were needed.",
    ]


def test_reasons_below_the_least_points_of_a_criterion_alone():
    assert told(outcome="below_pass", gates={}, score="61.00", line=None) == [
        "“Technology”: 20.00 points, at least 24 were needed."
    ]


def test_reasons_of_the_next_in_line():
    assert told(outcome="runner_up", gates={}, rank=2) == ["The team is in place 2; 1 team could be selected."]


def test_reasons_of_a_selected_team_are_none():
    assert told(outcome="selected", gates={}, rank=1) == []
