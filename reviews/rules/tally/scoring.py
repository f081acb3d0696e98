"""tally-1, Score: from signed sheets and points to the published figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from reviews.rules.tally.document import Application, ScoreRule
from reviews.rules.tally.figures import Figure
from reviews.rules.tally.terms import Fate, Trim


@dataclass(frozen=True, slots=True)
class SheetTotal:
    """One sheet: its marks by criterion, their sum, and whether it went into the mean."""

    seat: str
    marks: Mapping[str, Fraction]
    total: Fraction
    fate: Fate


@dataclass(frozen=True, slots=True)
class Dropped:
    """The seats whose sheets were left out of the mean."""

    high: str
    low: str


@dataclass(frozen=True, slots=True)
class Scoring:
    """How one score came about.

    `sheets` stand in the order of the panel; `mean` is that of the kept totals, exact, None without criteria or
    sheets; `exact` is mean plus points before rounding. `score` and `criterion_means` are the published figures, both
    None where the rule has criteria and no sheet was handed in.
    """

    sheets: tuple[SheetTotal, ...]
    dropped: Dropped | None
    mean: Fraction | None
    points: Mapping[str, Fraction]
    points_total: Fraction
    exact: Fraction | None
    score: Figure | None
    criterion_means: Mapping[str, Figure] | None


def score_application(rule: ScoreRule, panel: tuple[str, ...], application: Application) -> Scoring:
    seats = [seat for seat in panel if seat in application.sheets]
    totals = {seat: sum(application.sheets[seat].values(), Fraction()) for seat in seats}
    dropped = _dropped(rule, totals)
    fates = {dropped.high: Fate.DROPPED_HIGH, dropped.low: Fate.DROPPED_LOW} if dropped else {}
    kept = [seat for seat in seats if seat not in fates]
    points_total = sum(application.points.values(), Fraction())
    mean = _mean([totals[seat] for seat in kept])
    exact = points_total if not rule.criteria else None if mean is None else mean + points_total
    return Scoring(
        sheets=tuple(
            SheetTotal(seat, application.sheets[seat], totals[seat], fates.get(seat, Fate.KEPT)) for seat in seats
        ),
        dropped=dropped,
        mean=mean,
        points=application.points,
        points_total=points_total,
        exact=exact,
        score=None if exact is None else Figure.rounded(exact, rule.digits),
        criterion_means=None if exact is None else _criterion_means(rule, [application.sheets[seat] for seat in kept]),
    )


def _dropped(rule: ScoreRule, totals: Mapping[str, Fraction]) -> Dropped | None:
    """The highest total, then the lowest of the rest; among equals the first of the panel, whose order `totals` has."""
    if rule.trim is Trim.NONE or len(totals) < rule.trim_from:
        return None
    high = max(totals, key=totals.__getitem__)
    low = min((seat for seat in totals if seat != high), key=totals.__getitem__)
    return Dropped(high=high, low=low)


def _mean(values: list[Fraction]) -> Fraction | None:
    return sum(values, Fraction()) / len(values) if values else None


def _criterion_means(rule: ScoreRule, kept: list[Mapping[str, Fraction]]) -> dict[str, Figure]:
    return {
        criterion.code: Figure.rounded(
            sum((marks[criterion.code] for marks in kept), Fraction()) / len(kept), rule.digits
        )
        for criterion in rule.criteria
    }
