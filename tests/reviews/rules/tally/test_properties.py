"""Properties that hold for every well-formed document."""

import copy
import json

from hypothesis import given
from hypothesis import strategies as st

from tests.reviews.rules.tally import oracle
from tests.reviews.rules.tally.documents import decided
from tests.reviews.rules.tally.strategies import documents, examples, majorities, polls, rules

PASSING = ("passed", "passed_by_chair")


@examples
@given(documents())
def test_tally_equals_a_second_tally_written_from_the_text(data):
    assert decided(data) == oracle.result(data)


@examples
@given(documents(), st.randoms(use_true_random=False))
def test_tally_with_votes_sheets_and_attendance_in_another_order_is_the_same(data, random):
    shuffled = copy.deepcopy(data)
    for entry in shuffled["applications"]:
        random.shuffle(entry["present"])
        random.shuffle(entry["recused"])
        for key in ("votes", "sheets", "points"):
            entry[key] = _in_another_order(entry[key], random)
        entry["votes"] = {gate: _in_another_order(cast, random) for gate, cast in entry["votes"].items()}

    assert decided(shuffled) == decided(data)


@examples
@given(documents(min_applications=2), st.randoms(use_true_random=False))
def test_tally_with_applications_in_another_order_decides_each_the_same(data, random):
    shuffled = copy.deepcopy(data)
    random.shuffle(shuffled["applications"])

    before, after = decided(data), decided(shuffled)
    by_ref = {row["ref"]: row for row in after["applications"]}
    assert [by_ref[row["ref"]] for row in before["applications"]] == before["applications"]
    assert (after["outcome"], after["vacancies"]) == (before["outcome"], before["vacancies"])


@examples
@given(documents(), st.randoms(use_true_random=False))
def test_tally_with_the_panel_in_another_order_keeps_gates_and_scores(data, random):
    shuffled = copy.deepcopy(data)
    random.shuffle(shuffled["panel"])

    before, after = decided(data)["applications"], decided(shuffled)["applications"]
    assert [(row["gates"], row["score"]) for row in after] == [(row["gates"], row["score"]) for row in before]
    if data["rule"]["score"]["trim"] == "none":
        assert after == before


@examples
@given(polls())
def test_one_more_yes_never_turns_a_passed_gate_into_a_failed_one(poll):
    data, seat = poll

    before = _able(data)
    after = _able(data, vote=("yes", seat))

    assert after["yes"] >= before["yes"]
    if before["result"] in PASSING:
        assert after["result"] in PASSING


@examples
@given(polls())
def test_abstaining_instead_of_yes_never_turns_a_rejection_into_an_approval(poll):
    data, seat = poll

    before = _able(data, vote=("yes", seat))
    after = _able(data, vote=("abstain", seat))

    if before["result"] not in PASSING:
        assert after["result"] == before["result"]


@examples
@given(polls())
def test_abstaining_instead_of_no_counts_only_where_the_base_is_those_who_voted(poll):
    data, seat = poll

    before = _able(data, vote=("no", seat))
    after = _able(data, vote=("abstain", seat))

    assert (after["no"], after["abstain"]) == (before["no"] - 1, before["abstain"] + 1)
    if data["rule"]["majority"]["of"] == "voted":
        assert after["base"] == before["base"] - 1
        assert after["needs"] <= before["needs"]
    else:
        assert (after["base"], after["needs"], after["result"]) == (before["base"], before["needs"], before["result"])


@examples
@given(polls())
def test_leaving_a_vote_out_is_abstaining(poll):
    data, seat = poll

    said = _able(data, vote=("abstain", seat))
    del data["applications"][0]["votes"]["able"][seat]

    assert _able(data) == said


@examples
@given(polls())
def test_recusing_somebody_away_changes_the_base_of_the_eligible_only(poll):
    data, seat = poll
    majority = data["rule"]["majority"]
    _remove(data, seat)

    before = _able(data)
    data["applications"][0]["recused"].append(seat)
    after = _able(data)

    if majority["of"] == "eligible":
        assert after["base"] == before["base"] - 1
        assert after["needs"] <= before["needs"]
        if before["result"] == "passed":
            assert after["result"] == "passed"
    elif majority["quorum"] is None or majority["quorum"]["of"] == "appointed":
        assert after == before


@examples
@given(polls())
def test_recusing_somebody_who_said_yes_never_turns_a_rejection_into_an_approval(poll):
    data, seat = poll

    before = _able(data, vote=("yes", seat))
    _remove(data, seat)
    data["applications"][0]["recused"].append(seat)
    after = _able(data)

    assert after["yes"] == before["yes"] - 1
    if before["result"] == "failed":
        assert after["result"] not in PASSING


@examples
@given(majorities(), st.integers(0, 12), st.integers(0, 12))
def test_needs_is_the_smallest_number_of_yes_votes_that_passes(majority, panel_size, yes):
    majority |= {"of": "present", "tie": "fails", "quorum": None}
    panel = [f"P{number}" for number in range(panel_size)]
    passes = [number for number in range(panel_size + 1) if _gate_of(majority, panel, number)["result"] == "passed"]

    figures = _gate_of(majority, panel, min(yes, panel_size))

    assert figures["needs"] == (min(passes) if passes else panel_size + 1)
    assert passes == list(range(figures["needs"], panel_size + 1))


@examples
@given(documents())
def test_every_seat_is_selected_for_or_vacant(data):
    result = decided(data)
    selected = [row for row in result["applications"] if row["outcome"] == "selected"]
    tied = [row for row in result["applications"] if row["outcome"] == "tied"]

    assert result["vacancies"] == data["rule"]["seats"] - len(selected) >= 0
    assert len({row["rank"] for row in tied}) <= 1
    for row in tied:
        assert all(other["rank"] < row["rank"] for other in selected)
    if result["outcome"] == "undecided":
        assert selected == tied == []


@examples
@given(documents())
def test_ranks_follow_the_score_and_count_those_above(data):
    contenders = [row for row in decided(data)["applications"] if row["rank"] is not None]
    for row in contenders:
        above = [other for other in contenders if other["rank"] < row["rank"]]
        assert row["rank"] == len(above) + 1
        assert all(float(other["score"]) >= float(row["score"]) for other in above)


@examples
@given(documents(rule=rules(min_gates=1), min_applications=1), st.data())
def test_after_rank_a_gate_that_fails_changes_nobody_else(data, choices):
    data["rule"] |= {"gate_order": "after_rank", "tie_break": ["lot"]}
    data["rule"]["majority"] |= {"quorum": None}
    entry = choices.draw(st.sampled_from(data["applications"]))

    entry["votes"] = {gate: dict.fromkeys(entry["present"], "yes") for gate in data["rule"]["gates"]}
    before = decided(data)
    entry["votes"] = {gate: dict.fromkeys(entry["present"], "no") for gate in data["rule"]["gates"]}
    after = decided(data)

    for was, now in zip(before["applications"], after["applications"], strict=True):
        if was["ref"] == entry["ref"]:
            assert (now["rank"], now["outcome"]) == (was["rank"], "gate_failed")
        elif before["outcome"] == "undecided":
            assert now["rank"] == was["rank"]
        else:
            assert now == was
    if before["outcome"] != "undecided":
        lost = any(row["ref"] == entry["ref"] and row["outcome"] == "selected" for row in before["applications"])
        assert after["vacancies"] == before["vacancies"] + lost


@examples
@given(documents(rule=rules(min_criteria=1), min_applications=1))
def test_the_score_without_points_lies_between_the_lowest_and_the_highest_sheet(data):
    for entry in data["applications"]:
        entry["points"] = {}
    data["rule"]["score"]["digits"] = 6

    for entry, row in zip(data["applications"], decided(data)["applications"], strict=True):
        totals = sorted(sum(float(mark) for mark in sheet.values()) for sheet in entry["sheets"].values())
        if row["dropped"]:
            assert row["dropped"]["high"] != row["dropped"]["low"]
            totals = totals[1:-1]
        if totals:
            assert totals[0] - 1e-6 <= float(row["score"]) <= totals[-1] + 1e-6
        else:
            assert (row["score"], row["criterion_means"], row["dropped"]) == (None, None, None)


@examples
@given(documents(rule=rules(min_criteria=1), min_applications=1))
def test_a_trimmed_score_does_not_follow_the_highest_sheet_upwards(data):
    data["rule"]["score"] |= {"trim": "one_each", "trim_from": 3}
    before = decided(data)["applications"]
    for entry, row in zip(data["applications"], before, strict=True):
        if row["dropped"]:
            codes = row["criterion_means"]
            entry["sheets"][row["dropped"]["high"]] = dict.fromkeys(codes, "10")
            entry["sheets"][row["dropped"]["low"]] = dict.fromkeys(codes, "0")

    after = decided(data)["applications"]

    assert [row["score"] for row in after] == [row["score"] for row in before]


@examples
@given(documents())
def test_a_result_is_plain_json_without_float_or_minus_zero(data):
    result = decided(data)

    assert json.loads(json.dumps(result), parse_float=_refuse) == result
    for row in result["applications"]:
        digits = data["rule"]["score"]["digits"]
        for figure in (row["score"], *(row["criterion_means"] or {}).values()):
            if figure is not None:
                assert len(figure.partition(".")[2]) == digits
                assert figure.strip("-0.") or not figure.startswith("-")


def _in_another_order(mapping, random):
    pairs = list(mapping.items())
    random.shuffle(pairs)
    return dict(pairs)


def _able(data, *, vote=None):
    """The figures of the gate, after this seat voted so."""
    entry = data["applications"][0]
    if vote is not None:
        word, seat = vote
        entry["votes"]["able"][seat] = word
    return decided(data)["applications"][0]["gates"]["able"]


def _remove(data, seat):
    """The seat leaves the room, and its vote with it."""
    entry = data["applications"][0]
    entry["present"].remove(seat)
    entry["chair"] = None if entry["chair"] == seat else entry["chair"]
    entry["votes"]["able"].pop(seat, None)


def _gate_of(majority, panel, yes):
    entry = {
        "ref": "A1",
        "present": panel,
        "recused": [],
        "chair": None,
        "lot": None,
        "votes": {"fit": dict.fromkeys(panel[:yes], "yes")},
        "sheets": {},
        "points": {},
    }
    score = {"criteria": [], "trim": "none", "trim_from": 3, "digits": 0, "pass": None, "pass_single": None}
    rule = {"seats": 1, "gates": ["fit"], "gate_order": "before_rank", "majority": majority, "score": score}
    data = {"format": "gwaban/tally-1", "rule": rule | {"tie_break": []}, "panel": panel, "applications": [entry]}
    return decided(data)["applications"][0]["gates"]["fit"]


def _refuse(written):
    raise AssertionError(written)
