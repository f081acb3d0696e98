"""추첨: when lots are drawn, for whom, and which numbers may be entered."""

from collections.abc import Collection, Mapping

from portal.errors import Problem
from reviews.rules.tally import Explanation, Outcome


def tied_refs(explanation: Explanation) -> tuple[str, ...]:
    """The applications of the groups that nothing has separated and that share too few seats.

    Those with a failed gate (after_rank) belong to their group: lots separate it only when all of it have one.
    """
    return tuple(ref for place in explanation.places if place.outcome is Outcome.TIED for ref in place.refs)


def problems(numbers: Mapping[str, int], *, tied: Collection[str], taken: Collection[int]) -> list[Problem]:
    """What is wrong with the numbers entered: each tied application has one, positive, different and not yet used."""
    found = [Problem("lot_missing", {"ref": ref}, ref) for ref in sorted(set(tied) - set(numbers))]
    found += [Problem("lot_for_nobody", {"ref": ref}, ref) for ref in sorted(set(numbers) - set(tied))]
    found += [Problem("lot_not_positive", {"ref": ref}, ref) for ref, number in sorted(numbers.items()) if number < 1]
    given = list(numbers.values())
    found += [
        Problem("lot_number_twice", {"ref": ref, "number": number}, ref)
        for ref, number in sorted(numbers.items())
        if given.count(number) > 1 or number in taken
    ]
    return found
