import pytest

from applications.rules.screening import CheckAnswer, ScreeningOutcome, missing_reasons, outcome, problems
from portal.errors import Problem

CHECKLIST = ["complete", "no_ban"]
ALL_HOLD = [CheckAnswer("complete", holds=True), CheckAnswer("no_ban", holds=True)]
ONE_FAILS = [CheckAnswer("complete", holds=True), CheckAnswer("no_ban", holds=False, reason="참여제한 중입니다.")]
NO_REASON = [CheckAnswer("complete", holds=True), CheckAnswer("no_ban", holds=False, reason=" ")]


@pytest.mark.parametrize(
    ("answers", "expected"), [(ALL_HOLD, ScreeningOutcome.ELIGIBLE), (ONE_FAILS, ScreeningOutcome.INELIGIBLE)]
)
def test_outcome(answers, expected):
    assert outcome(answers) is expected


def test_missing_reasons():
    assert missing_reasons(NO_REASON) == ["no_ban"]
    assert missing_reasons(ONE_FAILS) == []


@pytest.mark.parametrize("answers", [[], ALL_HOLD[:1], ALL_HOLD[::-1], [*ALL_HOLD, CheckAnswer("other", holds=True)]])
def test_problems_of_another_checklist(answers):
    assert problems(answers, CHECKLIST, is_correction=False, reason="") == [Problem("checklist_incomplete")]


def test_problems_of_a_line_without_reason():
    assert problems(NO_REASON, CHECKLIST, is_correction=False, reason="") == [
        Problem("check_reason_missing", {}, "reason_no_ban")
    ]


def test_problems_of_a_correction():
    assert problems(ONE_FAILS, CHECKLIST, is_correction=True, reason=" ") == [
        Problem("correction_reason_missing", {}, "reason")
    ]
    assert problems(ONE_FAILS, CHECKLIST, is_correction=True, reason="서류를 다시 확인했습니다.") == []
