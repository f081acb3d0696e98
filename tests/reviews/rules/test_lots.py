from reviews.rules.lots import problems, tied_refs
from reviews.rules.tally import document_from, explain


def explained(scores: dict[str, str], *, seats: int = 1):
    rule = {
        "seats": seats,
        "gates": [],
        "gate_order": "before_rank",
        "majority": None,
        "score": {
            "criteria": [{"code": "all", "max": "100", "min": None}],
            "trim": "none",
            "trim_from": 3,
            "digits": 0,
            "pass": None,
            "pass_single": None,
        },
        "tie_break": ["lot"],
    }
    applications = [
        {
            "ref": ref,
            "present": ["P1"],
            "recused": [],
            "chair": None,
            "lot": None,
            "votes": {},
            "sheets": {"P1": {"all": score}},
            "points": {},
        }
        for ref, score in scores.items()
    ]
    return explain(
        document_from({"format": "gwaban/tally-1", "rule": rule, "panel": ["P1"], "applications": applications})
    )


def test_tied_refs_are_the_group_at_the_last_seat():
    assert tied_refs(explained({"A": "90", "B": "80", "C": "80", "D": "70"}, seats=2)) == ("B", "C")


def test_tied_refs_without_a_tie():
    assert tied_refs(explained({"A": "90", "B": "80"})) == ()


def test_problems_of_good_numbers():
    assert problems({"B": 2, "C": 1}, tied=["B", "C"], taken=[3]) == []


def test_problems_name_every_fault():
    found = problems({"A": 1, "B": 0, "C": 3, "D": 3}, tied=["B", "C", "D", "E"], taken=[1])

    assert [(problem.code, problem.field_name) for problem in found] == [
        ("lot_missing", "E"),
        ("lot_for_nobody", "A"),
        ("lot_not_positive", "B"),
        ("lot_number_twice", "A"),
        ("lot_number_twice", "C"),
        ("lot_number_twice", "D"),
    ]
