"""Hypothesis strategies of well-formed tally-1 documents: small numbers, so that ties and exact shares are common.

GWABAN_EXAMPLES=10000 asks for more examples a property, then with fresh random ones.
"""

import copy
import os
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

EXAMPLES = int(os.environ.get("GWABAN_EXAMPLES", "100"))

examples = settings(
    max_examples=EXAMPLES,
    derandomize="GWABAN_EXAMPLES" not in os.environ,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

SEATS = ["P1", "P2", "P3", "P4", "P5", "P6"]
GATES = ["able", "open"]
CRITERIA = ["tech", "plan"]
BASES = ["appointed", "eligible", "present", "voted"]

marks = st.sampled_from(["0", "0.5", "1", "3.25", "3.3", "4.0", "7", "7.005", "9.999", "10"])
bonuses = st.sampled_from(["-2.5", "-0.005", "-0", "0.0", "0.125", "1", "2.675"])
parts = st.sampled_from(["0", "1/3", "1/2", "2/4", "2/3", "3/4"])
reached = st.sampled_from(["1/4", "1/3", "1/2", "2/3", "1"])
lines = st.none() | st.sampled_from(["0", "3", "4", "7.01"])


@st.composite
def shares(draw) -> dict[str, str]:
    return {"more_than": draw(parts)} if draw(st.booleans()) else {"at_least": draw(reached)}


@st.composite
def majorities(draw) -> dict[str, Any]:
    share = draw(shares())
    quorum = st.fixed_dictionaries(
        {"of": st.sampled_from(["appointed", "eligible"]), "min": st.none() | st.integers(0, 3)}
    )
    return {
        "of": draw(st.sampled_from(BASES)),
        **share,
        "tie": draw(st.sampled_from(["fails", "chair"])) if "more_than" in share else "fails",
        "quorum": draw(st.none() | st.none() | st.builds(lambda head, share: head | share, quorum, shares())),
    }


@st.composite
def rules(draw, *, min_gates: int = 0, min_criteria: int = 0) -> dict[str, Any]:
    gates = GATES[: draw(st.integers(min_gates, len(GATES)))]
    codes = CRITERIA[: draw(st.integers(min_criteria, len(CRITERIA)))]
    keys = ["lot", *(f"gate:{gate}" for gate in gates), *(f"criterion:{code}" for code in codes)]
    return {
        "seats": draw(st.integers(0, 4)),
        "gates": gates,
        "gate_order": draw(st.sampled_from(["before_rank", "after_rank"])) if gates else "before_rank",
        "majority": draw(majorities()) if gates else None,
        "score": {
            "criteria": [
                {"code": code, "max": "10", "min": draw(st.sampled_from([None, None, None, "3", "7"]))}
                for code in codes
            ],
            "trim": draw(st.sampled_from(["none", "one_each"])),
            "trim_from": draw(st.integers(3, 4)),
            "digits": draw(st.integers(0, 3)),
            "pass": draw(lines),
            "pass_single": draw(lines),
        },
        "tie_break": draw(st.permutations(keys))[: draw(st.integers(0, len(keys)))],
    }


@st.composite
def applications(draw, rule: dict[str, Any], panel: list[str], ref: str) -> dict[str, Any]:
    places = {seat: draw(st.sampled_from(["present"] * 6 + ["recused", "away"])) for seat in panel}
    present = [seat for seat in panel if places[seat] == "present"]
    seats = st.sampled_from(present) if present else st.nothing()
    words = st.sampled_from(["yes", "yes", "yes", "yes", "no", "abstain"])
    handed_in = [seat for seat in present if draw(st.integers(0, 5))]
    sheet = st.fixed_dictionaries({criterion["code"]: marks for criterion in rule["score"]["criteria"]})
    return {
        "ref": ref,
        "present": present,
        "recused": [seat for seat in panel if places[seat] == "recused"],
        "chair": draw(st.none() | seats),
        "lot": None,
        "votes": {gate: draw(st.dictionaries(seats, words, min_size=len(present) * 3 // 4)) for gate in rule["gates"]},
        "sheets": {seat: draw(sheet) for seat in handed_in} if rule["score"]["criteria"] else {},
        "points": draw(st.dictionaries(st.sampled_from(["bonus", "penalty"]), bonuses, max_size=2)),
    }


ANY_RULE = rules()


@st.composite
def documents(draw, *, rule: st.SearchStrategy[dict[str, Any]] = ANY_RULE, min_applications: int = 0) -> dict[str, Any]:
    """A well-formed document; about half of those with several applications repeat figures, to have equals."""
    chosen = draw(rule)
    panel = SEATS[: draw(st.integers(0, len(SEATS)))]
    count = draw(st.integers(min_applications, 5))
    drawn = [draw(applications(chosen, panel, f"A{number}")) for number in range(count)]
    for entry in drawn[1:]:
        if draw(st.booleans()):
            copied = ("present", "recused", "sheets", "points", *draw(st.sampled_from([(), ("votes", "chair")])))
            first = drawn[0]
            entry.update(copy.deepcopy({key: first[key] for key in copied}))
            entry["votes"] = {
                gate: {seat: vote for seat, vote in cast.items() if seat in entry["present"]}
                for gate, cast in entry["votes"].items()
            }
            entry["chair"] = entry["chair"] if entry["chair"] in entry["present"] else None
    lots = draw(st.permutations(range(1, count + 1)))
    for entry, lot in zip(drawn, lots, strict=True):
        entry["lot"] = lot if draw(st.integers(0, 3)) else None
    return {"format": "gwaban/tally-1", "rule": chosen, "panel": panel, "applications": drawn}


@st.composite
def polls(draw) -> tuple[dict[str, Any], str]:
    """A document of one application that is about the gate `able`, and a seat of its panel that is present."""
    panel = SEATS[: draw(st.integers(1, len(SEATS)))]
    rule = {
        "seats": 1,
        "gates": ["able"],
        "gate_order": "before_rank",
        "majority": draw(majorities()),
        "score": {"criteria": [], "trim": "none", "trim_from": 3, "digits": 0, "pass": None, "pass_single": None},
        "tie_break": [],
    }
    entry = draw(applications(rule, panel, "A0"))
    seat = draw(st.sampled_from(panel))
    entry["recused"] = [other for other in entry["recused"] if other != seat]
    entry["present"] = [other for other in panel if other == seat or other in entry["present"]]
    data = {"format": "gwaban/tally-1", "rule": rule, "panel": panel, "applications": [entry]}
    return data, seat
