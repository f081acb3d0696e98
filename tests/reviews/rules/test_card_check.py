"""What the tally says of a card's rules."""

from reviews.rules.card_check import problems
from tests.applications.rules.cards import card


def test_problems_of_the_additional_call():
    assert problems(card()) == []
    assert problems(card(written=None)) == []


def test_problems_name_the_review_and_the_place():
    (problem,) = problems(card(written__score__trim_from=2))

    assert (problem.code, problem.field_name) == ("rule_malformed", "written_rule")
    assert problem.params == {"path": "rule.score.trim_from", "message": "must be a whole number from 3 to 1000000000"}
