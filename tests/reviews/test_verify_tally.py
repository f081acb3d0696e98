"""The verifier's own tally, written a second time from the rules, says the same as the portal's."""

import pytest
from hypothesis import given

from reviews import verify
from reviews.rules.tally import document_from, tally
from tests.reviews.rules.tally.strategies import documents, examples, polls


@examples
@given(documents())
def test_second_tally_equals_the_first(document):
    assert verify.tally(document) == tally(document_from(document)).as_json()


@examples
@given(polls())
def test_second_tally_equals_the_first_on_every_majority(poll):
    document, _seat = poll
    assert verify.tally(document) == tally(document_from(document)).as_json()


@pytest.mark.parametrize("digits", [0, 2])
@pytest.mark.parametrize(
    ("value", "written"),
    [("1/2", ("1", "0.50")), ("-1/2", ("-1", "-0.50")), ("-1/1000", ("0", "0.00")), ("7.005", ("7", "7.01"))],
)
def test_rounding_is_half_away_from_zero(digits, value, written):
    assert verify.rounded(verify.Fraction(value), digits) == written[digits // 2]
