"""The public record of a decision, format `gwaban/decision-public-1`: what everybody may know, and no ballot.

It names the outcome, the counts of each gate, the rule card by its hash, the place of the publication in the round's
chain and the commitment to the sealed tally document; a member's vote or sheet never (design, Evidence and
disclosure). Applications stand in the order of their rank, those without a rank after them. `figures` has the highest
score and the mean of the scores from three scored applications up, else null: with two, each would read the other's.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from reviews.rules.tally import Figure

FORMAT = "gwaban/decision-public-1"
FIGURES_FROM = 3


def public_record(
    *,
    round_ref: str,
    rule_card: str,
    result: Mapping[str, Any],
    digits: int,
    chain: Mapping[str, Any],
    commitment: str,
) -> dict[str, Any]:
    """The object that page, PDF and API carry; `result` is a gwaban/tally-result-1, `chain` has seq and hash."""
    return {
        "format": FORMAT,
        "round": round_ref,
        "outcome": result["outcome"],
        "vacancies": result["vacancies"],
        "rule_card": rule_card,
        "applications": [
            {"ref": application["ref"], "outcome": application["outcome"], "gates": application["gates"]}
            for application in by_rank(result["applications"])
        ],
        "figures": public_figures(result, digits),
        "chain": {"seq": chain["seq"], "hash": chain["hash"]},
        "commitment": commitment,
    }


def unplaced(record: Mapping[str, Any]) -> dict[str, Any]:
    """The record without its own place in the chain: what the chain's entry can bind to before it has a place."""
    return {name: value for name, value in record.items() if name != "chain"}


def by_rank(applications: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Ranked ones first, down the ranks; equals and the others by their reference, which says nothing."""
    return sorted(applications, key=lambda each: (each["rank"] is None, each["rank"] or 0, each["ref"]))


def scores_of(result: Mapping[str, Any]) -> list[Fraction]:
    """The scores that sheets were written for; where the rule has no criteria there is a score, but nobody gave it."""
    return [Fraction(each["score"]) for each in result["applications"] if each["criterion_means"]]


def public_figures(result: Mapping[str, Any], digits: int) -> dict[str, str] | None:
    """The highest score and the mean of all scores, rounded as the rule card rounds; null below three scores."""
    scores = scores_of(result)
    if len(scores) < FIGURES_FROM:
        return None
    mean = sum(scores, Fraction()) / len(scores)
    return {"max": str(Figure.rounded(max(scores), digits)), "mean": str(Figure.rounded(mean, digits))}
