"""A refusal says who, when or what, and nobody can mistake a decision for a yes."""

import pytest

from portal.errors import (
    ABSENT,
    ALLOWED,
    Absent,
    Answer,
    BrokenRule,
    Decision,
    NotNow,
    NotPermitted,
    Problem,
    forbidden,
    not_now,
    require,
)


def test_require_allowed_returns():
    assert require(ALLOWED) is None
    assert ALLOWED.allowed


@pytest.mark.parametrize(
    ("decision", "refusal", "status"),
    [
        (ABSENT, Absent, 404),
        (forbidden("not_staff"), NotPermitted, 403),
        (not_now("state_changed"), NotNow, 409),
        (Decision(Answer.BROKEN_RULE, "state_changed"), BrokenRule, 422),
    ],
)
def test_require_raises_its_refusal(decision, refusal, status):
    with pytest.raises(refusal) as raised:
        require(decision)

    assert (raised.value.code, int(raised.value.answer)) == (decision.code, status)


def test_decision_has_no_truth_value():
    with pytest.raises(TypeError):
        bool(ALLOWED)


def test_broken_rule_carries_every_problem():
    problems = (Problem("state_changed"), Problem("absent", {"n": 1}, "title"))

    assert BrokenRule(*problems).problems == problems
