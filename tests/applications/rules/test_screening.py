"""요건검토: what follows from the checklist."""

from applications.rules.screening import CheckAnswer, ScreeningOutcome, missing_reasons, outcome

HOLDS, FAILS = CheckAnswer("complete", holds=True), CheckAnswer("no_ban", holds=False, reason="참여제한 중")


def test_outcome_is_eligible_only_when_every_line_holds():
    assert outcome([HOLDS]) is ScreeningOutcome.ELIGIBLE
    assert outcome([HOLDS, FAILS]) is ScreeningOutcome.INELIGIBLE


def test_missing_reasons_names_lines_that_fail_without_one():
    assert missing_reasons([HOLDS, FAILS, CheckAnswer("eligible_org", holds=False, reason=" ")]) == ["eligible_org"]
