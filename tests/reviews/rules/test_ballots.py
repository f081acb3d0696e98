from portal.errors import Problem
from reviews.rules.ballots import problems

GATES = ["competitiveness", "ecosystem"]


def test_problems_of_a_complete_ballot():
    assert problems(GATES, {"competitiveness": "yes", "ecosystem": "abstain"}) == []


def test_problems_name_each_gate_and_each_stranger():
    assert problems(GATES, {"ecosystem": "perhaps", "price": "yes"}) == [
        Problem("vote_missing", {"gate": "competitiveness"}, "competitiveness"),
        Problem("vote_missing", {"gate": "ecosystem"}, "ecosystem"),
        Problem("vote_for_no_gate", {"gate": "price"}, "price"),
    ]
