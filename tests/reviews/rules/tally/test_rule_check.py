"""Every sentence about the rule, broken once: the worked example is well-formed, the changed one has these faults."""

import pytest

from reviews.rules.tally import Malformed, Rule, rule_from
from tests.reviews.rules.tally.documents import changed, fault_paths, without, worked_example

RULE = ("rule",)
MAJORITY = ("rule", "majority")
QUORUM = ("rule", "majority", "quorum")
SCORE = ("rule", "score")
CRITERION = ("rule", "score", "criteria", 2)


def test_check_rule_of_the_worked_example():
    assert fault_paths(worked_example()) == []


@pytest.mark.parametrize(
    "path",
    [
        *[(*RULE, key) for key in ("seats", "gates", "gate_order", "majority", "score", "tie_break")],
        *[(*MAJORITY, key) for key in ("of", "tie", "quorum")],
        *[(*QUORUM, key) for key in ("of", "min")],
        *[(*SCORE, key) for key in ("criteria", "trim", "trim_from", "digits", "pass", "pass_single")],
    ],
)
def test_check_rule_names_the_key_that_is_missing_or_unknown(path):
    assert fault_paths(without(*path)) == [".".join(path)]
    assert fault_paths(changed(*path[:-1], "surprise", to=1)) == [".".join((*path[:-1], "surprise"))]


@pytest.mark.parametrize("key", ["code", "max", "min"])
def test_check_rule_names_the_key_of_a_criterion_that_is_missing(key):
    assert fault_paths(without(*CRITERION, key)) == [f"rule.score.criteria[2].{key}"]


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        (path, wrong)
        for path, right in {
            RULE: dict,
            (*RULE, "seats"): int,
            (*RULE, "gates"): list,
            (*RULE, "gate_order"): None,
            (*MAJORITY, "of"): None,
            (*MAJORITY, "more_than"): None,
            (*MAJORITY, "tie"): None,
            (*QUORUM, "of"): None,
            (*QUORUM, "more_than"): None,
            SCORE: dict,
            (*SCORE, "criteria"): list,
            (*SCORE, "trim"): None,
            (*SCORE, "trim_from"): int,
            (*SCORE, "digits"): int,
            (*RULE, "tie_break"): list,
        }.items()
        for wrong in (None, 5, "text", True, [], {}, 1.5)
        if type(wrong) is not right
    ],
)
def test_check_rule_names_the_value_of_a_wrong_type(path, wrong):
    assert fault_paths(changed(*path, to=wrong)) == [".".join(path)]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ((*RULE, "seats"), -1),
        ((*RULE, "seats"), 10**9 + 1),
        ((*RULE, "seats"), "1"),
        ((*RULE, "gate_order"), "Before_rank"),
        ((*MAJORITY, "of"), "everyone"),
        ((*MAJORITY, "more_than"), "1"),
        ((*MAJORITY, "more_than"), "3/2"),
        ((*MAJORITY, "more_than"), "0.5"),
        ((*MAJORITY, "more_than"), "1/0"),
        ((*MAJORITY, "more_than"), "1/000"),
        ((*MAJORITY, "more_than"), "-1/2"),
        ((*MAJORITY, "more_than"), "1/-2"),
        ((*MAJORITY, "more_than"), "1/2\n"),
        ((*MAJORITY, "more_than"), " 1/2"),
        ((*MAJORITY, "more_than"), "1/2/3"),
        ((*MAJORITY, "more_than"), "1/"),
        ((*MAJORITY, "more_than"), ""),
        ((*MAJORITY, "more_than"), "½"),
        ((*MAJORITY, "more_than"), "\u0661/\u0662"),
        ((*MAJORITY, "more_than"), "1/1234567890"),
        ((*MAJORITY, "more_than"), "0000000001/2"),
        ((*MAJORITY, "tie"), "draw"),
        ((*QUORUM, "of"), "present"),
        ((*QUORUM, "of"), "voted"),
        ((*QUORUM, "more_than"), "2/2"),
        ((*QUORUM, "min"), -1),
        ((*QUORUM, "min"), True),
        ((*QUORUM, "min"), "3"),
        ((*SCORE, "trim"), "both"),
        ((*SCORE, "trim_from"), 2),
        ((*SCORE, "digits"), 7),
        ((*SCORE, "digits"), -1),
        ((*SCORE, "digits"), False),
        ((*SCORE, "pass"), "-0"),
        ((*SCORE, "pass"), 60),
        ((*SCORE, "pass_single"), "7e1"),
        ((*SCORE, "pass_single"), "NaN"),
    ],
)
def test_check_rule_names_the_value_out_of_range(path, value):
    assert fault_paths(changed(*path, to=value)) == [".".join(path)]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("max", "0"),
        ("max", "0.000"),
        ("max", "-30"),
        ("max", 30),
        ("max", "30."),
        ("max", ".5"),
        ("max", "+30"),
        ("max", "1_0"),
        ("max", "1234567890"),
        ("max", "1.1234567890"),
        ("max", "\uff13\uff10"),
        ("min", "30.01"),
        ("min", "-1"),
        ("min", "-0"),
        ("min", 12),
        ("code", ""),
        ("code", "im pact"),
        ("code", "임팩트"),
        ("code", "x" * 65),
        ("code", 5),
        ("code", "plan"),
    ],
)
def test_check_rule_names_the_faulty_part_of_a_criterion(key, value):
    data = changed(*CRITERION, key, to=value)
    data["applications"] = []
    assert fault_paths(data) == [f"rule.score.criteria[2].{key}"]


@pytest.mark.parametrize(
    ("value", "paths"),
    [
        (["competitiveness", "ecosystem", "competitiveness"], ["rule.gates[2]"]),
        (["competitiveness", "ecosystem", ""], ["rule.gates[2]"]),
        (["competitiveness", "ecosystem", 1], ["rule.gates[2]"]),
        (["competitiveness", "ecosystem", "a:b"], ["rule.gates[2]"]),
        (["competitiveness", "ecosystem", "new\nline"], ["rule.gates[2]"]),
    ],
)
def test_check_rule_names_the_faulty_gate(value, paths):
    assert fault_paths(changed("rule", "gates", to=value)) == paths


@pytest.mark.parametrize(
    ("keys", "paths"),
    [
        (["lot", "criterion:tech", "lot"], ["rule.tie_break[2]"]),
        (["Lot"], ["rule.tie_break[0]"]),
        (["lot:"], ["rule.tie_break[0]"]),
        (["tech"], ["rule.tie_break[0]"]),
        (["criterion:"], ["rule.tie_break[0]"]),
        (["criterion:ecosystem"], ["rule.tie_break[0]"]),
        (["gate:tech", "gate:ecosystem"], ["rule.tie_break[0]"]),
        (["score:tech"], ["rule.tie_break[0]"]),
        (["gate"], ["rule.tie_break[0]"]),
        ([None, "lot"], ["rule.tie_break[0]"]),
    ],
)
def test_check_rule_names_the_faulty_tie_break(keys, paths):
    assert fault_paths(changed("rule", "tie_break", to=keys)) == paths


@pytest.mark.parametrize("path", [MAJORITY, QUORUM])
def test_check_rule_wants_exactly_one_of_more_than_and_at_least(path):
    assert fault_paths(without(*path, "more_than")) == [".".join(path)]
    assert fault_paths(changed(*path, "at_least", to="1/2")) == [".".join(path)]


@pytest.mark.parametrize(
    ("at_least", "paths"),
    [
        ("1", []),
        ("000000001/999999999", []),
        ("0", ["rule.majority.at_least"]),
        ("0/7", ["rule.majority.at_least"]),
        ("4/3", ["rule.majority.at_least"]),
    ],
)
def test_check_rule_wants_at_least_above_0_and_at_most_1(at_least, paths):
    data = without("rule", "majority", "more_than")
    data["rule"]["majority"]["at_least"] = at_least
    assert fault_paths(data) == paths


def test_check_rule_with_at_least_wants_tie_fails():
    data = without("rule", "majority", "more_than")
    data["rule"]["majority"] |= {"at_least": "1/2", "tie": "chair"}
    assert fault_paths(data) == ["rule.majority.tie"]


@pytest.mark.parametrize("least", ["0", "29.999999999", "30", "30.0"])
def test_check_rule_accepts_a_min_from_0_to_max(least):
    assert fault_paths(changed(*CRITERION, "min", to=least)) == []


@pytest.mark.parametrize("more_than", ["0", "0/9", "00/09", "999999998/999999999"])
def test_check_rule_accepts_more_than_from_0_to_below_1(more_than):
    assert fault_paths(changed("rule", "majority", "more_than", to=more_than)) == []


def test_check_rule_wants_a_majority_when_and_only_when_there_are_gates():
    gates = changed("rule", "majority", to=None)
    no_gates = changed("rule", "gates", to=[])
    no_gates["rule"]["tie_break"] = []
    no_gates["applications"][0]["votes"] = {}

    assert fault_paths(gates) == ["rule.majority"]
    assert fault_paths(no_gates) == ["rule.majority"]
    no_gates["rule"]["majority"] = None
    assert fault_paths(no_gates) == []


def test_check_rule_without_gates_wants_before_rank():
    data = changed("rule", "gate_order", to="after_rank")
    data["rule"] |= {"gates": [], "majority": None, "tie_break": []}
    data["applications"] = []
    assert fault_paths(data) == ["rule.gate_order"]


def test_check_rule_names_nothing_that_only_follows_from_an_unreadable_name():
    data = changed("rule", "score", "criteria", 0, "code", to=None)
    assert fault_paths(data) == ["rule.score.criteria[0].code"]
    data = changed("rule", "gates", 0, to=["competitiveness"])
    assert fault_paths(data) == ["rule.gates[0]"]


def test_rule_from_a_rule_alone():
    data = worked_example()["rule"]
    assert isinstance(rule_from(data), Rule)

    data["score"]["digits"] = 7
    with pytest.raises(Malformed, match=r"^rule\.score\.digits: must be a whole number from 0 to 6$"):
        rule_from(data)
