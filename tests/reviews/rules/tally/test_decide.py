"""tally-1 as a whole: its own example, the stage table of January 2026, the additional call and its variants."""

from fractions import Fraction

import pytest

from reviews.rules.tally import document_from, explain, tally
from tests.reviews.rules.tally.documents import (
    PANEL,
    application,
    decided,
    document,
    majority,
    outcomes,
    ranks,
    rule,
    votes,
    without_gates,
    worked_example,
)


def test_tally_of_the_worked_example():
    failed = {"yes": 1, "no": 0, "abstain": 1, "base": 2, "needs": 2, "result": "failed"}
    assert decided(worked_example()) == {
        "format": "gwaban/tally-result-1",
        "outcome": "no_selection",
        "vacancies": 1,
        "applications": [
            {
                "ref": "A1",
                "outcome": "gate_failed",
                "rank": None,
                "score": "82.00",
                "line": "70",
                "dropped": None,
                "criterion_means": {"tech": "35.50", "plan": "25.00", "impact": "20.00"},
                "gates": {"competitiveness": failed | {"no": 1, "abstain": 0}, "ecosystem": failed},
            }
        ],
    }


def stage_one():
    """GR-2: five teams, benchmark 40 in three parts, experts 35 (one criterion, ten seats), users 25; four seats."""
    experts = [f"E{number}" for number in range(1, 11)]
    table = {
        "A": ("9.2", "14.4", "10.0", "31.6", "25.0", 10),
        "B": ("9.2", "13.0", "8.6", "28.9", "20.6", 9),
        "C": ("8.2", "12.6", "10.0", "28.4", "20.2", 8),
        "D": ("8.6", "11.9", "9.0", "28.1", "20.5", 4),
        "E": ("7.6", "11.7", "8.0", "25.8", "17.5", 9),
    }
    stage = rule(
        seats=4,
        gates=["independence"],
        gate_order="after_rank",
        score={"criteria": [{"code": "expert", "max": "35", "min": None}], "digits": 1},
    )
    teams = [
        application(
            team,
            present=experts,
            votes={"independence": dict.fromkeys(experts[:yes], "yes") | dict.fromkeys(experts[yes:], "no")},
            sheets={seat: {"expert": expert} for seat in experts},
            points={"bench_common": common, "bench_global": worldwide, "bench_own": own, "users": users},
        )
        for team, (common, worldwide, own, expert, users, yes) in table.items()
    ]
    return document(stage, *teams, panel=experts)


def test_tally_of_the_stage_table_of_january_2026():
    result = decided(stage_one())

    rows = [(row["ref"], row["rank"], row["score"], row["outcome"]) for row in result["applications"]]
    assert rows == [
        ("A", 1, "90.2", "selected"),
        ("B", 2, "80.3", "selected"),
        ("C", 3, "79.4", "selected"),
        ("D", 4, "78.1", "gate_failed"),
        ("E", 5, "70.6", "runner_up"),
    ]
    assert (result["outcome"], result["vacancies"]) == ("selected", 1)
    scores = [Fraction(row["score"]) for row in result["applications"]]
    assert (max(scores), sum(scores) / 5) == (Fraction("90.2"), Fraction("79.72"))
    assert result["applications"][3]["gates"]["independence"] == {
        "yes": 4,
        "no": 6,
        "abstain": 0,
        "base": 10,
        "needs": 6,
        "result": "failed",
    }


def test_tally_of_the_stage_table_with_gates_before_the_ranking_gives_the_seat_to_the_next():
    data = stage_one()
    data["rule"]["gate_order"] = "before_rank"
    assert outcomes(data) == {
        "A": "selected",
        "B": "selected",
        "C": "selected",
        "D": "gate_failed",
        "E": "selected",
    }
    assert ranks(data) == {"A": 1, "B": 2, "C": 3, "D": None, "E": 4}
    assert decided(data)["vacancies"] == 0


def additional_call(*applications, of="present", **changes):
    """GR-3: one seat, both gates by a majority of those present with more than half of the panel there."""
    quorum = {"of": "appointed", "more_than": "1/2", "min": None}
    call = rule(
        gates=["competitiveness", "ecosystem"],
        majority=majority(of=of, quorum=quorum),
        score={"pass": "60", "pass_single": "70"},
        tie_break=["gate:competitiveness", "lot"],
        **changes,
    )
    return document(call, *applications)


def contender(ref, *, merit="80", yes=5, no=2, **changes):
    cast = votes(yes=yes, no=no)
    return application(ref, merit=merit, **{"votes": {"competitiveness": cast, "ecosystem": dict(cast)}} | changes)


def test_tally_of_two_contenders_selects_the_higher_score():
    data = additional_call(contender("A", merit="83.4"), contender("B", merit="79.2"))
    result = decided(data)
    assert outcomes(data) == {"A": "selected", "B": "runner_up"}
    assert (result["outcome"], result["vacancies"]) == ("selected", 0)
    assert [row["line"] for row in result["applications"]] == ["60", "60"]


@pytest.mark.parametrize(
    ("merit", "outcome"), [("70", "selected"), ("69.995", "selected"), ("69.99", "below_pass"), ("60", "below_pass")]
)
def test_tally_of_a_single_applicant_takes_its_own_line(merit, outcome):
    data = additional_call(contender("A", merit=merit))
    assert outcomes(data) == {"A": outcome}
    assert decided(data)["applications"][0]["line"] == "70"
    assert decided(data)["vacancies"] == (0 if outcome == "selected" else 1)


def test_tally_of_a_single_applicant_without_a_line_of_its_own_takes_the_common_one():
    data = additional_call(contender("A", merit="60"))
    data["rule"]["score"]["pass_single"] = None
    assert outcomes(data) == {"A": "selected"}


def test_tally_of_a_single_contender_among_two_entries_takes_the_common_line():
    data = additional_call(contender("A", merit="65"), contender("B", merit="90", yes=0, no=7))
    assert outcomes(data) == {"A": "selected", "B": "gate_failed"}


def test_tally_writes_the_line_as_the_input_wrote_it():
    data = additional_call(contender("A"))
    data["rule"]["score"]["pass_single"] = "0070.00"
    assert decided(data)["applications"][0]["line"] == "0070.00"


def test_tally_where_nobody_reaches_the_majority_selects_nobody():
    data = additional_call(contender("A", yes=3, no=4), contender("B", yes=2, no=5))
    assert outcomes(data) == {"A": "gate_failed", "B": "gate_failed"}
    assert (decided(data)["outcome"], decided(data)["vacancies"]) == ("no_selection", 1)


def test_tally_where_exactly_half_recognise_is_not_a_majority():
    present = PANEL[:6]
    data = additional_call(contender("A", present=present, yes=3, no=3), contender("B", present=present, yes=4, no=2))
    assert outcomes(data) == {"A": "gate_failed", "B": "selected"}


def test_tally_of_equal_scores_goes_by_the_tie_break():
    data = additional_call(contender("A", yes=5), contender("B", yes=6, no=1))
    assert outcomes(data) == {"A": "runner_up", "B": "selected"}

    data = additional_call(contender("A", lot=2), contender("B", lot=1))
    assert outcomes(data) == {"A": "runner_up", "B": "selected"}

    data = additional_call(contender("A", lot=2), contender("B"))
    assert outcomes(data) == {"A": "tied", "B": "tied"}
    assert (decided(data)["outcome"], decided(data)["vacancies"]) == ("tied", 1)


def test_tally_where_a_recusal_shrinks_the_base():
    away = {"present": PANEL[:4], "recused": []}
    recused = {"present": PANEL[:4], "recused": PANEL[5:]}
    data = additional_call(contender("A", yes=3, no=1, **away), contender("B", yes=3, no=1, **recused), of="eligible")
    first, second = (row["gates"]["ecosystem"] for row in decided(data)["applications"])
    assert (first["base"], first["needs"], first["result"]) == (7, 4, "failed")
    assert (second["base"], second["needs"], second["result"]) == (5, 3, "passed")


def test_tally_where_the_quorum_is_lost_is_undecided_and_everybody_else_waits():
    data = additional_call(
        contender("A", merit="90", present=PANEL[:3], yes=3, no=0),
        contender("B", merit="70"),
        contender("C", merit="50"),
        contender("D", yes=0, no=7),
    )
    assert outcomes(data) == {"A": "undecided", "B": "pending", "C": "below_pass", "D": "gate_failed"}
    assert ranks(data) == {"A": None, "B": 1, "C": None, "D": None}
    assert (decided(data)["outcome"], decided(data)["vacancies"]) == ("undecided", 1)
    assert decided(data)["applications"][0]["score"] == "90.00"


def test_tally_prefers_a_lost_quorum_to_a_failed_gate():
    data = additional_call(contender("A", present=PANEL[:3], yes=0, no=3))
    assert outcomes(data) == {"A": "undecided"}


@pytest.mark.parametrize(
    ("gate_order", "yes", "outcome"),
    [
        ("before_rank", 7, "undecided"),
        ("after_rank", 7, "undecided"),
        ("before_rank", 0, "gate_failed"),
        ("after_rank", 0, "gate_failed"),
    ],
)
def test_tally_without_a_score(gate_order, yes, outcome):
    data = document(rule(gate_order=gate_order), application("A", merit=None, votes={"fit": votes(yes=yes)}))
    assert outcomes(data) == {"A": outcome}
    assert ranks(data) == {"A": None}


def test_tally_while_one_is_undecided_leaves_a_ranked_failed_gate_as_it_is():
    data = document(
        rule(gate_order="after_rank"),
        application("A", merit="90", votes={"fit": votes(no=7)}),
        application("B", merit="80"),
        application("C", merit=None),
    )
    assert outcomes(data) == {"A": "gate_failed", "B": "pending", "C": "undecided"}
    assert ranks(data) == {"A": 1, "B": 2, "C": None}
    assert [place.outcome.value for place in explain(document_from(data)).places] == ["pending", "pending"]


@pytest.mark.parametrize(
    ("minimum", "marks", "outcome"),
    [("40", ("39.99", "40"), "selected"), ("40", ("39.98", "40"), "below_pass"), (None, ("0", "0"), "selected")],
)
def test_tally_measures_the_published_mean_against_the_least_of_a_criterion(minimum, marks, outcome):
    sheets = {seat: {"merit": mark} for seat, mark in zip(PANEL, marks, strict=False)}
    score = {"criteria": [{"code": "merit", "max": "100", "min": minimum}], "digits": 2}
    data = document(without_gates(score=score), application("A", votes={}, sheets=sheets))
    assert outcomes(data) == {"A": outcome}
    assessment = explain(document_from(data)).applications[0].assessment
    assert assessment.below_minimum == (("merit",) if outcome == "below_pass" else ())
    assert assessment.below_line is False


def test_tally_without_applications_selects_nobody():
    assert decided(document(rule(seats=3))) == {
        "format": "gwaban/tally-result-1",
        "outcome": "no_selection",
        "vacancies": 3,
        "applications": [],
    }


def test_tally_without_gates_and_criteria_ranks_by_points():
    data = document(
        without_gates(score={"criteria": []}),
        application("A", votes={}, merit=None, points={"bench": "1.2"}),
        application("B", votes={}, merit=None, points={"bench": "-3"}),
        panel=PANEL,
    )
    assert outcomes(data) == {"A": "selected", "B": "runner_up"}
    assert decided(data)["applications"][1] == {
        "ref": "B",
        "outcome": "runner_up",
        "rank": 2,
        "score": "-3.00",
        "line": None,
        "dropped": None,
        "criterion_means": {},
        "gates": {},
    }


def test_explain_gives_the_counts_behind_each_gate_and_the_same_result():
    read = document_from(additional_call(contender("A", present=PANEL[:6], recused=PANEL[6:], yes=4, no=1)))

    explanation = explain(read)

    assert explanation.result == tally(read)
    first = explanation.applications[0]
    attendance, quorum = first.assessment.attendance, first.assessment.quorum
    assert (attendance.appointed, attendance.eligible, attendance.present) == (7, 6, 6)
    assert (quorum.of, quorum.base, quorum.needs, quorum.minimum, quorum.present, quorum.met) == (
        "appointed",
        7,
        4,
        None,
        6,
        True,
    )
    assert first.assessment.gates == first.result.gates
    assert (first.place.rank, first.result.rank) == (1, 1)
    assert (first.assessment.verdict, first.assessment.gate_failed) == (None, False)
