"""tally-1, Outcome: order, tie-breaks, the dealing of seats, after_rank."""

import pytest

from reviews.rules.tally import document_from, explain
from tests.reviews.rules.tally.documents import (
    application,
    decided,
    document,
    outcomes,
    ranks,
    rule,
    votes,
    without_gates,
)

TWO = [{"code": "tech", "max": "60", "min": None}, {"code": "plan", "max": "40", "min": None}]


def entries(**merit):
    return [application(ref, merit=mark, votes={}) for ref, mark in merit.items()]


def split(ref, tech, plan, **changes):
    return application(ref, votes={}, sheets={"P1": {"tech": tech, "plan": plan}}, **changes)


@pytest.mark.parametrize(
    ("seats", "expected", "outcome", "vacancies"),
    [
        (0, ("runner_up", "runner_up", "runner_up", "runner_up"), "no_selection", 0),
        (1, ("selected", "runner_up", "runner_up", "runner_up"), "selected", 0),
        (2, ("selected", "tied", "tied", "runner_up"), "tied", 1),
        (3, ("selected", "selected", "selected", "runner_up"), "selected", 0),
        (4, ("selected", "selected", "selected", "selected"), "selected", 0),
        (6, ("selected", "selected", "selected", "selected"), "selected", 2),
    ],
)
def test_deal_seats_to_one_then_two_equals_then_one(seats, expected, outcome, vacancies):
    data = document(without_gates(seats=seats), *entries(A="90", B="80", C="80", D="70"))
    assert ranks(data) == {"A": 1, "B": 2, "C": 2, "D": 4}
    assert tuple(outcomes(data).values()) == expected
    assert (decided(data)["outcome"], decided(data)["vacancies"]) == (outcome, vacancies)


def test_order_compares_published_scores_not_exact_ones():
    data = document(without_gates(score={"digits": 1}), *entries(A="80.01", B="80.04", C="80.05"))
    assert ranks(data) == {"A": 2, "B": 2, "C": 1}


def test_order_by_criterion_then_lot_applies_each_key_to_those_still_equal():
    chosen = without_gates(score={"criteria": TWO}, tie_break=["criterion:tech", "lot"])
    data = document(
        chosen,
        split("A", "40", "30", lot=9),
        split("B", "50", "20", lot=8),
        split("C", "50", "20", lot=3),
        split("D", "50", "30"),
    )
    assert ranks(data) == {"A": 4, "B": 3, "C": 2, "D": 1}


def test_order_by_criterion_compares_published_means():
    chosen = without_gates(score={"criteria": TWO, "digits": 0}, tie_break=["criterion:tech"])
    data = document(chosen, split("A", "40.4", "30"), split("B", "39.6", "30.4"))
    assert ranks(data) == {"A": 1, "B": 1}


def test_order_by_lot_separates_only_when_all_of_the_group_have_one():
    chosen = without_gates(score={"criteria": TWO}, tie_break=["lot", "criterion:tech"])
    equals = [split("A", "50", "20", lot=2), split("B", "50", "20", lot=1), split("C", "40", "30", lot=3)]

    assert ranks(document(chosen, *equals)) == {"A": 2, "B": 1, "C": 3}
    equals[2]["lot"] = None
    assert ranks(document(chosen, *equals)) == {"A": 1, "B": 1, "C": 3}


def test_order_by_lot_counts_gate_failed_members_of_the_group():
    chosen = rule(gate_order="after_rank", tie_break=["lot"], seats=1)
    failed = application("C", votes={"fit": votes(no=7)})
    passed = [application("A", lot=1), application("B", lot=2)]

    assert outcomes(document(chosen, *passed, failed)) == {"A": "tied", "B": "tied", "C": "gate_failed"}
    failed["lot"] = 3
    assert outcomes(document(chosen, *passed, failed)) == {"A": "selected", "B": "runner_up", "C": "gate_failed"}


def test_order_by_gate_takes_more_yes_votes_also_of_a_gate_that_failed():
    chosen = rule(gate_order="after_rank", tie_break=["gate:fit"], seats=3)
    data = document(
        chosen,
        application("A", votes={"fit": votes(yes=4)}),
        application("B", votes={"fit": votes(yes=6)}),
        application("C", votes={"fit": votes(yes=3, no=1)}),
    )
    assert ranks(data) == {"A": 2, "B": 1, "C": 3}


def test_deal_after_rank_leaves_the_seat_of_a_failed_gate_vacant():
    failed = application("B", merit="85", votes={"fit": votes(no=7)})
    data = document(
        rule(gate_order="after_rank", seats=2), application("A", merit="90"), failed, application("C", merit="80")
    )
    assert outcomes(data) == {"A": "selected", "B": "gate_failed", "C": "runner_up"}
    assert ranks(data) == {"A": 1, "B": 2, "C": 3}
    assert (decided(data)["outcome"], decided(data)["vacancies"]) == ("selected", 1)


def test_deal_after_rank_a_group_that_is_all_gate_failed_and_does_not_fit_blocks_those_after_it():
    no = {"fit": votes(no=7)}
    data = document(
        rule(gate_order="after_rank", seats=1),
        application("A", merit="90", votes=no),
        application("B", merit="90", votes=no),
        application("C", merit="80"),
    )
    assert outcomes(data) == {"A": "gate_failed", "B": "gate_failed", "C": "runner_up"}
    assert (decided(data)["outcome"], decided(data)["vacancies"]) == ("no_selection", 1)


def test_deal_after_rank_a_group_that_fits_only_without_its_failed_member_is_tied():
    data = document(
        rule(gate_order="after_rank", seats=1), application("A"), application("B", votes={"fit": votes(no=7)})
    )
    assert outcomes(data) == {"A": "tied", "B": "gate_failed"}
    assert (decided(data)["outcome"], decided(data)["vacancies"]) == ("tied", 1)


def test_deal_after_rank_below_the_line_a_failed_gate_holds_no_rank_and_no_seat():
    data = document(
        rule(gate_order="after_rank", seats=1, score={"pass": "60"}),
        application("A", merit="50", votes={"fit": votes(no=7)}),
        application("B", merit="70"),
    )
    assert outcomes(data) == {"A": "gate_failed", "B": "selected"}
    assert ranks(data) == {"A": None, "B": 1}


def test_explain_shows_who_was_separated_from_whom_by_what():
    chosen = without_gates(score={"criteria": TWO}, seats=2, tie_break=["lot", "criterion:tech"])
    data = document(chosen, split("A", "50", "20"), split("B", "40", "30", lot=1), split("C", "50", "20", lot=2))

    explanation = explain(document_from(data))

    by_lot, by_tech = explanation.tie_breaks
    assert (by_lot.key, by_lot.figures, by_lot.parts) == ("lot", {"A": None, "B": 1, "C": 2}, (("A", "B", "C"),))
    assert (by_tech.key, by_tech.parts) == ("criterion:tech", (("A", "C"), ("B",)))
    assert {ref: str(figure) for ref, figure in by_tech.figures.items()} == {"A": "50.00", "B": "40.00", "C": "50.00"}
    assert (by_lot.separated, by_tech.separated) == (False, True)
    places = [(place.rank, place.refs, place.seats_left, place.outcome.value) for place in explanation.places]
    assert places == [(1, ("A", "C"), 2, "selected"), (3, ("B",), 0, "runner_up")]


def test_explain_of_contenders_with_different_scores_tries_no_tie_break():
    data = document(without_gates(tie_break=["lot"]), *entries(A="90", B="80"))
    assert explain(document_from(data)).tie_breaks == ()
