"""A second tally, written from the text of the rule alone, on parsed JSON, by counting and without the project's code.

Slow and naive on purpose: shares by trying every number, rounding by decimal digits, ranks by repeated splitting.
"""

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

WIDE = Context(prec=80)


def result(data):
    rule, panel = data["rule"], data["panel"]
    rows = [row(rule, panel, entry, single=len(data["applications"]) == 1) for entry in data["applications"]]
    contenders = [one for one in rows if one["outcome"] is None]
    keys = [("score", ""), *[tuple(f"{key}:".split(":")[:2]) for key in rule["tie_break"]]]
    seat(ordered(contenders, keys), rule["seats"], undecided=any(one["outcome"] == "undecided" for one in rows))
    found = [one["outcome"] for one in rows]
    return {
        "format": "gwaban/tally-result-1",
        "outcome": next((word for word in ("undecided", "tied", "selected") if word in found), "no_selection"),
        "vacancies": rule["seats"] - found.count("selected"),
        "applications": [{key: value for key, value in one.items() if key not in ("failed", "lot")} for one in rows],
    }


def seat(groups, seats, *, undecided):
    """Write rank and outcome into each contender."""
    above, taken, blocked = 0, 0, False
    for group in groups:
        full = taken == seats or blocked
        fits = not full and taken + len(group) <= seats
        fate = "runner_up" if full else "selected" if fits else "tied"
        for one in group:
            one["rank"] = above + 1
            one["outcome"] = "gate_failed" if one["failed"] else "pending" if undecided else fate
        above += len(group)
        taken += len(group) if fits else 0
        blocked = blocked or fate == "tied"


def row(rule, panel, entry, *, single):
    score = rule["score"]
    gates = {name: gate(rule["majority"], panel, entry, name) for name in rule["gates"]}
    marks = {seat: entry["sheets"][seat] for seat in panel if seat in entry["sheets"]}
    totals = {seat: sum(map(Fraction, sheet.values())) for seat, sheet in marks.items()}
    dropped = None
    if score["trim"] == "one_each" and len(totals) >= score["trim_from"]:
        high = next(seat for seat in totals if totals[seat] == max(totals.values()))
        rest = {seat: total for seat, total in totals.items() if seat != high}
        low = next(seat for seat in rest if rest[seat] == min(rest.values()))
        dropped = {"high": high, "low": low}
        marks = {seat: sheet for seat, sheet in marks.items() if seat not in (high, low)}
    bonus = sum(map(Fraction, entry["points"].values()))
    codes = [criterion["code"] for criterion in score["criteria"]]
    if not codes:
        value, means = rounded(Fraction(bonus), score["digits"]), {}
    elif not marks:
        value, means = None, None
    else:
        kept = [totals[seat] for seat in marks]
        value = rounded(sum(kept) / Fraction(len(kept)) + bonus, score["digits"])
        means = {
            code: rounded(sum(Fraction(sheet[code]) for sheet in marks.values()) / len(marks), score["digits"])
            for code in codes
        }
    line = score["pass_single"] if single and score["pass_single"] is not None else score["pass"]
    low_means = means and any(
        criterion["min"] is not None and Fraction(means[criterion["code"]]) < Fraction(criterion["min"])
        for criterion in score["criteria"]
    )
    results = [one["result"] for one in gates.values()]
    failed = "failed" in results
    outcome = None
    if "no_quorum" in results:
        outcome = "undecided"
    elif failed and rule["gate_order"] == "before_rank":
        outcome = "gate_failed"
    elif value is None:
        outcome = "gate_failed" if failed else "undecided"
    elif (line is not None and Fraction(value) < Fraction(line)) or low_means:
        outcome = "gate_failed" if failed else "below_pass"
    return {
        "ref": entry["ref"],
        "outcome": outcome,
        "rank": None,
        "score": value,
        "line": line,
        "dropped": dropped,
        "criterion_means": means,
        "gates": gates,
        "failed": failed,
        "lot": entry["lot"],
    }


def gate(majority, panel, entry, name):
    cast = entry["votes"].get(name, {})
    yes = sum(1 for vote in cast.values() if vote == "yes")
    no = sum(1 for vote in cast.values() if vote == "no")
    counts = {
        "appointed": len(panel),
        "eligible": len([seat for seat in panel if seat not in entry["recused"]]),
        "present": len(entry["present"]),
        "voted": yes + no,
    }
    base = counts[majority["of"]]
    needs = next(number for number in range(1, base + 3) if enough(majority, number, base))
    quorum = majority["quorum"]
    if quorum and not (
        enough(quorum, counts["present"], counts[quorum["of"]]) and counts["present"] >= (quorum["min"] or 0)
    ):
        found = "no_quorum"
    elif base == 0:
        found = "failed"
    elif enough(majority, yes, base):
        found = "passed"
    elif majority["tie"] == "chair" and Fraction(majority["more_than"]) * base == yes and by_chair(entry, cast):
        found = "passed_by_chair"
    else:
        found = "failed"
    abstain = sum(1 for seat in entry["present"] if cast.get(seat, "abstain") == "abstain")
    return {"yes": yes, "no": no, "abstain": abstain, "base": base, "needs": needs, "result": found}


def by_chair(entry, cast):
    return entry["chair"] is not None and cast.get(entry["chair"]) == "yes"


def enough(share, count, base):
    """Whether `count` of `base` satisfies the share, in whole numbers only."""
    strict = "more_than" in share
    above, _, below = (share["more_than"] if strict else share["at_least"]).partition("/")
    mine, wanted = count * int(below or "1"), int(above) * base
    return mine > wanted if strict else mine >= wanted


def rounded(value, digits):
    """`value` with exactly `digits` decimals, a half away from zero; every fraction here is far from 80 digits."""
    exact = WIDE.divide(Decimal(value.numerator), Decimal(value.denominator))
    text = str(exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP, WIDE))
    return text.lstrip("-") if not text.strip("-0.") else text


def ordered(group, keys):
    """Groups of equals, best first."""
    if not group:
        return []
    if not keys:
        return [group]
    (kind, code), *later = keys
    if kind == "lot":
        if any(one["lot"] is None for one in group):
            return ordered(group, later)
        figure = {one["ref"]: -one["lot"] for one in group}
    elif kind == "score":
        figure = {one["ref"]: Fraction(one["score"]) for one in group}
    elif kind == "criterion":
        figure = {one["ref"]: Fraction(one["criterion_means"][code]) for one in group}
    else:
        figure = {one["ref"]: one["gates"][code]["yes"] for one in group}
    found = []
    for best in sorted(set(figure.values()), reverse=True):
        found += ordered([one for one in group if figure[one["ref"]] == best], later)
    return found
