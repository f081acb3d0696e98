"""Shares of a majority rule."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applications.rules.majority import Kind, can_tie, enough, kind_of


@pytest.mark.parametrize(
    ("rule", "kind"),
    [
        ({"more_than": "1/2"}, Kind.MAJORITY),
        ({"more_than": "2/4"}, Kind.MAJORITY),
        ({"more_than": "2/3"}, Kind.MORE_THAN),
        ({"more_than": "0"}, Kind.ANY),
        ({"at_least": "1/2"}, Kind.AT_LEAST),
        ({"at_least": "1"}, Kind.ALL),
    ],
)
def test_kind_of_a_share(rule, kind):
    assert kind_of(rule) is kind


@pytest.mark.parametrize(
    ("rule", "base", "count"),
    [
        ({"more_than": "1/2"}, 7, 4),
        ({"more_than": "1/2"}, 8, 5),
        ({"at_least": "1/2"}, 8, 4),
        ({"at_least": "2/3"}, 7, 5),
        ({"more_than": "0"}, 7, 1),
        ({"at_least": "1/9"}, 0, 1),
        ({"at_least": "1"}, 7, 7),
    ],
)
def test_enough_of_a_base(rule, base, count):
    assert enough(rule, base) == count


@given(st.integers(1, 30), st.integers(0, 29), st.integers(1, 30))
def test_enough_is_the_smallest_number_above_the_share(base, numerator, denominator):
    share = Fraction(numerator, denominator) if numerator < denominator else Fraction(1, 2)
    count = enough({"more_than": str(share)}, base)

    assert count > share * base
    assert count - 1 <= share * base


@pytest.mark.parametrize(
    ("rule", "possible"), [({"more_than": "1/2"}, True), ({"more_than": "0"}, False), ({"at_least": "1/2"}, False)]
)
def test_can_tie_only_above_a_share(rule, possible):
    assert can_tie(rule) is possible
