import pytest

from reviews.rules.panel import Candidate, Interest, Step, next_label, next_step, problem_with, without_reason


@pytest.mark.parametrize(
    ("staff", "applicant", "seated", "code"),
    [
        (False, False, False, None),
        (True, False, False, "staff_hold_no_seat"),
        (False, True, False, "applicant_holds_no_seat"),
        (True, True, True, "already_seated"),
    ],
)
def test_problem_with(staff, applicant, seated, code):
    assert problem_with(Candidate(is_staff=staff, is_applicant=applicant, is_seated=seated)) == code


def test_next_label_never_comes_twice():
    assert [next_label([]), next_label(["P1", "P2"]), next_label(["P10", "P9"])] == ["P1", "P3", "P11"]


@pytest.mark.parametrize(
    ("pledges", "interests", "step"),
    [(1, 2, Step.PLEDGES), (0, 2, Step.INTERESTS), (0, 0, Step.READY)],
)
def test_next_step(pledges, interests, step):
    assert next_step(pledges_left=pledges, interests_left=interests) is step


def test_without_reason():
    interests = [
        Interest("A", has_conflict=True, reason=" "),
        Interest("B", has_conflict=True, reason="자문"),
        Interest("C", has_conflict=False),
    ]
    assert without_reason(interests) == ["A"]
