"""Invented votes under a rule card."""

from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applications.queries import card_template
from reviews.rules.tally import document_from, tally
from reviews.rules.what_if import MOST_MEMBERS, Imagined, Preset, most_teams, preset, presets, tally_document

RULE = card_template("additional")["presentation"]


def decide(teams, *, rule=RULE, members=7, chair=True):
    return tally(document_from(tally_document(rule, members, teams, chair=chair))).as_json()


def with_majority(**changes):
    rule = deepcopy(RULE)
    rule["majority"] |= changes
    return rule


@pytest.mark.parametrize(
    ("which", "outcome", "teams"),
    [
        (Preset.CLEAR, "selected", ["selected", "gate_failed"]),
        (Preset.HALF, "no_selection", ["gate_failed"]),
        (Preset.NOBODY, "no_selection", ["gate_failed", "gate_failed"]),
        (Preset.ABSTAINED, "no_selection", ["gate_failed"]),
        (Preset.RECUSED, "selected", ["selected"]),
        (Preset.QUORUM_LOST, "undecided", ["undecided"]),
        (Preset.VACANT, "selected", ["selected", "gate_failed"]),
        (Preset.EQUAL, "tied", ["tied", "tied"]),
        (Preset.SINGLE, "no_selection", ["below_pass"]),
        (Preset.BELOW_PASS, "selected", ["selected", "below_pass"]),
    ],
)
def test_preset_of_the_additional_call_is_decided_as_its_card_says(which, outcome, teams):
    found = decide(preset(which, RULE, 7))

    assert (found["outcome"], [each["outcome"] for each in found["applications"]]) == (outcome, teams)


@given(which=st.sampled_from(Preset), members=st.integers(1, MOST_MEMBERS), gates=st.booleans(), quorum=st.booleans())
def test_preset_is_well_formed_on_every_panel(which, members, gates, quorum):
    rule = deepcopy(RULE)
    if not quorum:
        rule["majority"]["quorum"] = None
    if not gates:
        rule |= {"gates": [], "majority": None, "tie_break": ["lot"]}
    teams = preset(which, rule, members)

    assert max(team.counted for team in teams) <= members
    assert len(decide(teams, rule=rule, members=members)["applications"]) == len(teams)


def test_preset_vacant_leaves_the_seat_of_the_stage_table_empty():
    rule = card_template("stage")["presentation"]

    found = decide(preset(Preset.VACANT, rule, 10), rule=rule, members=10)

    fates = ["selected", "gate_failed", "selected", "selected", "runner_up"]
    assert (found["vacancies"], [each["outcome"] for each in found["applications"]]) == (1, fates)


@pytest.mark.parametrize(("name", "seats"), [("additional", 1), ("first", 5), ("stage", 4)])
def test_most_teams_are_enough_for_a_tie_at_the_last_seat(name, seats):
    rule = card_template(name)["presentation"]

    assert rule["seats"] == seats
    assert decide(preset(Preset.EQUAL, rule, 10), rule=rule, members=10)["outcome"] == "tied"
    assert seats < most_teams(rule)


def test_presets_about_votes_need_a_question():
    rule = card_template("first")["presentation"]

    assert presets(rule) == [Preset.CLEAR, Preset.EQUAL, Preset.SINGLE, Preset.BELOW_PASS]
    assert presets(RULE) == list(Preset)


@pytest.mark.parametrize(("of", "outcome"), [("present", "no_selection"), ("voted", "selected")])
def test_preset_abstained_shows_what_the_base_does(of, outcome):
    rule = with_majority(of=of)

    assert decide(preset(Preset.ABSTAINED, rule, 7), rule=rule)["outcome"] == outcome


@pytest.mark.parametrize(("chair", "result"), [(True, "passed_by_chair"), (False, "failed")])
def test_tally_document_lets_the_chair_decide_equal_votes(chair, result):
    found = decide(preset(Preset.HALF, RULE, 8), rule=with_majority(tie="chair"), members=8, chair=chair)

    assert {gate["result"] for gate in found["applications"][0]["gates"].values()} == {result}


def test_tally_document_gives_each_sheet_the_percentage():
    document = tally_document(RULE, 3, [Imagined(yes=1, recused=1, percent=85)], chair=True)

    assert document["applications"][0] == {
        "ref": "T1",
        "present": ["P1"],
        "recused": ["P2"],
        "chair": "P1",
        "lot": None,
        "votes": {"competitiveness": {"P1": "yes"}, "ecosystem": {"P1": "yes"}},
        "sheets": {"P1": {"tech": "34.00", "plan": "25.50", "impact": "25.50"}},
        "points": {},
    }
