"""Exact numbers: how documents write them, and how results round and print them. No float."""

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Self

_DECIMAL = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,9})?")
_FRACTION = re.compile(r"[0-9]{1,9}(/(?!0+\Z)[0-9]{1,9})?")


def decimal(text: str) -> Fraction | None:
    """The value of `-?digits[.digits]`, ASCII, 1 to 9 digits on either side; None for anything else."""
    return Fraction(text) if _DECIMAL.fullmatch(text) else None


def fraction(text: str) -> Fraction | None:
    """The value of `digits` or `digits/digits`, 1 to 9 digits each, denominator not 0; None for anything else."""
    return Fraction(text) if _FRACTION.fullmatch(text) else None


@dataclass(frozen=True, order=True, slots=True)
class Figure:
    """A rounded number as it is published, compared and ranked: `units` of 10 to the power of minus `digits`.

    Figures of one document have the same `digits`, so that they compare by their units.
    """

    units: int
    digits: int

    @classmethod
    def rounded(cls, exact: Fraction, digits: int) -> Self:
        """`exact` rounded to `digits` decimals, an exact half away from zero (tally-1, Score)."""
        numerator, denominator = abs(exact.numerator) * 10**digits, exact.denominator
        units = (2 * numerator + denominator) // (2 * denominator)
        return cls(units=units if exact > 0 else -units, digits=digits)

    @property
    def value(self) -> Fraction:
        return Fraction(self.units, 10**self.digits)

    def __str__(self) -> str:
        """Exactly `digits` decimals; zero never has a minus."""
        sign = "-" if self.units < 0 else ""
        whole, rest = divmod(abs(self.units), 10**self.digits)
        return f"{sign}{whole}.{rest:0{self.digits}}" if self.digits else f"{sign}{whole}"
