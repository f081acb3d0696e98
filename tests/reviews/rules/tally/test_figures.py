"""Exact numbers: reading and rounding."""

from fractions import Fraction

import pytest

from reviews.rules.tally import Figure
from reviews.rules.tally.figures import decimal, fraction


@pytest.mark.parametrize(
    ("exact", "digits", "written"),
    [
        ("1/2", 0, "1"),
        ("-1/2", 0, "-1"),
        ("5/2", 0, "3"),
        ("-5/2", 0, "-3"),
        ("49/100", 0, "0"),
        ("-49/100", 0, "0"),
        ("-4/1000", 2, "0.00"),
        ("-5/1000", 2, "-0.01"),
        ("2675/1000", 2, "2.68"),
        ("2/3", 6, "0.666667"),
        ("1/3", 6, "0.333333"),
        ("-1/3", 1, "-0.3"),
        ("82", 2, "82.00"),
        ("1/20", 1, "0.1"),
        ("0", 3, "0.000"),
        ("999999999999999999999/10", 0, "100000000000000000000"),
    ],
)
def test_rounded_goes_half_away_from_zero(exact, digits, written):
    figure = Figure.rounded(Fraction(exact), digits)
    assert str(figure) == written
    assert figure.value == Fraction(written)


@pytest.mark.parametrize(
    ("text", "value"),
    [("35.5", Fraction(71, 2)), ("007", Fraction(7)), ("-0", Fraction()), ("1.", None), ("1e1", None), ("1/2", None)],
)
def test_decimal(text, value):
    assert decimal(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("1/2", Fraction(1, 2)), ("3", Fraction(3)), ("0/5", Fraction()), ("1/0", None), ("0.5", None), ("-1/2", None)],
)
def test_fraction(text, value):
    assert fraction(text) == value
