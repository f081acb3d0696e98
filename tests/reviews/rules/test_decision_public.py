from reviews.rules.decision_public import by_rank, public_figures, public_record

GATES = {"ecosystem": {"yes": 5, "no": 2, "abstain": 0, "base": 7, "needs": 4, "result": "passed"}}


def application(ref: str, rank: int | None, score: str | None, outcome: str = "runner_up") -> dict:
    return {
        "ref": ref,
        "outcome": outcome,
        "rank": rank,
        "score": score,
        "line": "60",
        "dropped": {"high": "P1", "low": "P2"},
        "criterion_means": None if score is None else {"tech": score},
        "gates": GATES,
    }


def result(*applications: dict) -> dict:
    return {
        "format": "gwaban/tally-result-1",
        "outcome": "selected",
        "vacancies": 0,
        "applications": list(applications),
    }


def test_public_record_of_two_teams():
    two = result(application("B", 2, "80.00"), application("A", 1, "90.00", "selected"))

    record = public_record(
        round_ref="2026-additional",
        rule_card="9f" * 32,
        result=two,
        digits=2,
        chain={"chain": "round/2026-additional", "seq": 41, "hash": "3f" * 32},
        commitment="77" * 32,
    )

    assert record == {
        "format": "gwaban/decision-public-1",
        "round": "2026-additional",
        "outcome": "selected",
        "vacancies": 0,
        "rule_card": "9f" * 32,
        "applications": [
            {"ref": "A", "outcome": "selected", "gates": GATES},
            {"ref": "B", "outcome": "runner_up", "gates": GATES},
        ],
        "figures": None,
        "chain": {"seq": 41, "hash": "3f" * 32},
        "commitment": "77" * 32,
    }


def test_public_figures_from_three_scored_applications():
    """The published stage table of January 2026: 90.2 and, of five, 79.72."""
    scores = ["90.2", "80.3", "79.4", "78.1", "70.6"]
    five = result(*(application(f"T{number}", number, score) for number, score in enumerate(scores, start=1)))

    assert public_figures(five, 2) == {"max": "90.20", "mean": "79.72"}


def test_public_figures_do_not_count_an_application_without_a_score():
    three = result(application("A", 1, "90"), application("B", 2, "80"), application("C", None, None, "undecided"))

    assert public_figures(three, 0) is None


def test_public_figures_without_criteria_are_none():
    # A score of bonus points alone, "0.00" for everybody, is no figure that anybody gave.
    gates_only = [application(ref, 1, "0.00") | {"criterion_means": {}} for ref in "ABC"]

    assert public_figures(result(*gates_only), 2) is None


def test_by_rank_puts_those_without_a_rank_last():
    mixed = [
        application("C", None, "50"),
        application("B", 1, "80"),
        application("A", 1, "80"),
        application("D", 3, "70"),
    ]

    assert [each["ref"] for each in by_rank(mixed)] == ["A", "B", "D", "C"]
