"""Who may answer a request, and until when."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.rules.approvals import LIFETIME, Verdict, problem_with_answer

NOW = datetime(2026, 1, 22, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("verdict", "answered_by", "age", "problem"),
    [
        (Verdict.APPROVED, 2, timedelta(0), None),
        (Verdict.REJECTED, 2, timedelta(0), None),
        (Verdict.APPROVED, 1, timedelta(0), "second_person_needed"),
        (Verdict.REJECTED, 1, timedelta(0), "second_person_needed"),
        (Verdict.WITHDRAWN, 1, timedelta(0), None),
        (Verdict.WITHDRAWN, 2, timedelta(0), "only_requester_withdraws"),
        (Verdict.APPROVED, 2, LIFETIME - timedelta(microseconds=1), None),
        (Verdict.APPROVED, 2, LIFETIME, "approval_expired"),
    ],
)
def test_problem_with_answer(verdict, answered_by, age, problem):
    found = problem_with_answer(
        verdict=verdict, requested_by=1, answered_by=answered_by, expires_at=NOW + LIFETIME, now=NOW + age
    )

    assert found == problem
