"""Every sentence about the panel and the applications, broken once."""

import pytest

from tests.reviews.rules.tally.documents import changed, fault_paths, without, worked_example

FIRST = ("applications", 0)


@pytest.mark.parametrize("key", ["ref", "present", "recused", "chair", "lot", "votes", "sheets", "points"])
def test_check_applications_names_the_key_that_is_missing(key):
    assert fault_paths(without(*FIRST, key)) == [f"applications[0].{key}"]


@pytest.mark.parametrize("wrong", [5, "text", True, 1.5])
@pytest.mark.parametrize("key", ["present", "recused", "votes", "sheets", "points"])
def test_check_applications_names_the_value_of_a_wrong_type(key, wrong):
    assert fault_paths(changed(*FIRST, key, to=wrong)) == [f"applications[0].{key}"]


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (("panel",), None, ["panel"]),
        (("panel",), ["P1", "P2", "P2"], ["panel[2]"]),
        (("panel",), ["P1", "P2", "P 3"], ["panel[2]"]),
        (("panel",), ["P1", "P2", 3], ["panel[2]"]),
        (("panel",), ["P1", "P2", "x" * 65], ["panel[2]"]),
        (("applications",), {}, ["applications"]),
        (("applications",), [[]], ["applications[0]"]),
        ((*FIRST, "extra"), None, ["applications[0].extra"]),
        ((*FIRST, "a.b"), None, ['applications[0]["a.b"]']),
        ((*FIRST, "심사\n"), None, ['applications[0]["심사\\n"]']),
        ((*FIRST, ""), None, ['applications[0][""]']),
        ((*FIRST, "\ud800\u2028"), None, ['applications[0]["\\ud800\\u2028"]']),
        ((*FIRST, "ref"), "", ["applications[0].ref"]),
        ((*FIRST, "ref"), "A 1", ["applications[0].ref"]),
        ((*FIRST, "ref"), None, ["applications[0].ref"]),
        ((*FIRST, "ref"), 1, ["applications[0].ref"]),
        ((*FIRST, "present"), ["P1", "P2", "P1"], ["applications[0].present[2]"]),
        ((*FIRST, "present"), ["P1", "P2", "P9"], ["applications[0].present[2]"]),
        ((*FIRST, "present"), ["P1", "P2", None], ["applications[0].present[2]"]),
        ((*FIRST, "recused"), ["P1"], ["applications[0].recused[0]"]),
        ((*FIRST, "recused"), ["P9"], ["applications[0].recused[0]"]),
        ((*FIRST, "chair"), "P9", ["applications[0].chair"]),
        ((*FIRST, "chair"), "", ["applications[0].chair"]),
        ((*FIRST, "chair"), 1, ["applications[0].chair"]),
        ((*FIRST, "lot"), 0, ["applications[0].lot"]),
        ((*FIRST, "lot"), -3, ["applications[0].lot"]),
        ((*FIRST, "lot"), True, ["applications[0].lot"]),
        ((*FIRST, "lot"), "2", ["applications[0].lot"]),
        ((*FIRST, "lot"), 10**9 + 1, ["applications[0].lot"]),
        ((*FIRST, "votes", "ghost"), {}, ["applications[0].votes.ghost"]),
        ((*FIRST, "votes", "ecosystem"), None, ["applications[0].votes.ecosystem"]),
        ((*FIRST, "votes", "ecosystem", "P9"), "yes", ["applications[0].votes.ecosystem.P9"]),
        ((*FIRST, "votes", "ecosystem", "P1"), "Yes", ["applications[0].votes.ecosystem.P1"]),
        ((*FIRST, "votes", "ecosystem", "P1"), None, ["applications[0].votes.ecosystem.P1"]),
        ((*FIRST, "votes", "ecosystem", "P1"), True, ["applications[0].votes.ecosystem.P1"]),
        ((*FIRST, "sheets", "P1"), None, ["applications[0].sheets.P1"]),
        ((*FIRST, "sheets", "P1", "tech"), "40.000000001", ["applications[0].sheets.P1.tech"]),
        ((*FIRST, "sheets", "P1", "tech"), "-0", ["applications[0].sheets.P1.tech"]),
        ((*FIRST, "sheets", "P1", "tech"), "-1", ["applications[0].sheets.P1.tech"]),
        ((*FIRST, "sheets", "P1", "tech"), 35, ["applications[0].sheets.P1.tech"]),
        ((*FIRST, "sheets", "P1", "tech"), 35.5, ["applications[0].sheets.P1.tech"]),
        ((*FIRST, "sheets", "P1", "tech"), None, ["applications[0].sheets.P1.tech"]),
        ((*FIRST, "sheets", "P1", "tech"), "1e1", ["applications[0].sheets.P1.tech"]),
        ((*FIRST, "sheets", "P1", "tech"), "3५", ["applications[0].sheets.P1.tech"]),
        ((*FIRST, "sheets", "P1", "tech"), "35.5\n", ["applications[0].sheets.P1.tech"]),
        ((*FIRST, "sheets", "P1", "tech"), "71/2", ["applications[0].sheets.P1.tech"]),
        ((*FIRST, "sheets", "P1", "beauty"), "1", ["applications[0].sheets.P1.beauty"]),
        (
            (*FIRST, "sheets", "P9"),
            {"tech": "1", "plan": "1", "impact": "1"},
            ["applications[0].sheets.P9"],
        ),
        ((*FIRST, "points", "bonus"), "--1", ["applications[0].points.bonus"]),
        ((*FIRST, "points", "bonus"), "+1", ["applications[0].points.bonus"]),
        ((*FIRST, "points", "bonus"), 1, ["applications[0].points.bonus"]),
        ((*FIRST, "points", "bonus"), "1234567890", ["applications[0].points.bonus"]),
        ((*FIRST, "points", "가점"), "1", ['applications[0].points["가점"]']),
        ((*FIRST, "points", "x" * 65), "1", [f"applications[0].points.{'x' * 65}"]),
    ],
)
def test_check_applications_names_the_fault(path, value, expected):
    assert fault_paths(changed(*path, to=value)) == expected


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("applications",), []),
        (("panel",), ["P1", "P2", "P.3", "_-", "x" * 64]),
        ((*FIRST, "chair"), None),
        ((*FIRST, "lot"), None),
        ((*FIRST, "lot"), 10**9),
        ((*FIRST, "votes"), {}),
        ((*FIRST, "votes", "ecosystem"), {}),
        ((*FIRST, "sheets"), {}),
        ((*FIRST, "sheets", "P1", "tech"), "40.000000000"),
        ((*FIRST, "sheets", "P1", "tech"), "000000040"),
        ((*FIRST, "sheets", "P1", "tech"), "0"),
        ((*FIRST, "points"), {}),
        ((*FIRST, "points", "penalty.late"), "-999999999.999999999"),
        ((*FIRST, "points", "bonus"), "-0"),
    ],
)
def test_check_applications_accepts_the_edge(path, value):
    assert fault_paths(changed(*path, to=value)) == []


def test_check_applications_names_the_criterion_that_a_sheet_leaves_out():
    assert fault_paths(without(*FIRST, "sheets", "P1", "plan")) == ["applications[0].sheets.P1.plan"]


def test_check_applications_quotes_a_seat_with_a_point_in_paths():
    data = changed("panel", to=["P1", "P2", "P.3"])
    data["applications"][0]["present"].append("P.3")
    data["applications"][0]["sheets"]["P.3"] = {"tech": "41", "plan": "1", "impact": "1"}
    assert fault_paths(data) == ['applications[0].sheets["P.3"].tech']


def test_check_applications_names_the_second_of_equal_refs_and_lots():
    data = worked_example()
    data["applications"] += [worked_example()["applications"][0], worked_example()["applications"][0] | {"lot": 3}]
    assert fault_paths(data) == ["applications[1].ref", "applications[1].lot", "applications[2].ref"]


def test_check_applications_without_criteria_wants_no_sheets():
    data = changed("rule", "score", "criteria", to=[])
    data["rule"]["tie_break"] = ["lot"]
    data["applications"][0]["sheets"] = {"P1": {}}
    assert fault_paths(data) == ["applications[0].sheets"]

    data["applications"][0]["sheets"] = {}
    assert fault_paths(data) == []


def test_check_applications_without_a_readable_rule_and_panel_names_what_stands_alone():
    data = changed("panel", to="P1, P2")
    data["rule"] = None
    data["applications"][0]["lot"] = 0
    data["applications"][0]["votes"]["ecosystem"]["P2"] = "maybe"
    assert fault_paths(data) == [
        "panel",
        "rule",
        "applications[0].lot",
        "applications[0].votes.ecosystem.P2",
    ]


def test_check_applications_without_readable_presence_holds_seats_against_the_panel():
    data = changed(*FIRST, "present", to=None)
    data["applications"][0]["votes"]["ecosystem"]["P9"] = "yes"
    assert fault_paths(data) == ["applications[0].present", "applications[0].votes.ecosystem.P9"]


def test_check_applications_does_not_measure_a_mark_against_an_unreadable_max():
    data = changed("rule", "score", "criteria", 0, "max", to="forty")
    data["applications"][0]["sheets"]["P1"]["tech"] = "99"
    assert fault_paths(data) == ["rule.score.criteria[0].max"]


def test_document_from_names_every_fault_of_a_document():
    data = changed("rule", "seats", to=-1)
    data["format"] = "gwaban/tally-2"
    data["rule"]["majority"]["quorum"]["at_least"] = "1"
    data["applications"][0] |= {"chair": "P3", "points": {"bonus": 1.5}}
    assert fault_paths(data) == [
        "format",
        "rule.seats",
        "rule.majority.quorum",
        "applications[0].chair",
        "applications[0].points.bonus",
    ]


@pytest.mark.parametrize("data", [None, [], "text", 1, True])
def test_document_from_something_that_is_no_object(data):
    assert fault_paths(data) == ["$"]


@pytest.mark.parametrize("key", ["format", "rule", "panel", "applications"])
def test_document_from_names_the_key_that_is_missing(key):
    assert fault_paths(without(key)) == [key]


def test_document_from_names_the_key_that_is_unknown():
    assert fault_paths(changed("comment", to="")) == ["comment"]
