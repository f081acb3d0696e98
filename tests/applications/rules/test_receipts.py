"""Numbers and references."""

import re
from datetime import UTC, datetime

import pytest

from applications.rules import receipts


def test_new_reference_is_read_out_easily():
    made = [receipts.new_reference() for _ in range(200)]

    assert all(re.fullmatch(r"[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}", each) for each in made)
    assert len(set(made)) == 200


def test_new_number_carries_the_year_of_seoul():
    last_hour_of_the_year_in_london = datetime(2025, 12, 31, 23, 30, tzinfo=UTC)

    assert re.fullmatch(r"2026-[1-9][0-9]{5}", receipts.new_number(last_hour_of_the_year_in_london))


@pytest.mark.parametrize(("version", "expected"), [(1, "2026-483192"), (2, "2026-483192-2"), (12, "2026-483192-12")])
def test_receipt_no_keeps_the_base(version, expected):
    assert receipts.receipt_no("2026-483192", version) == expected
    assert receipts.base_of(expected) == "2026-483192"
    assert len(expected) <= 20


def test_refusal_no_is_told_apart():
    assert receipts.refusal_no("2026-483192") == "R2026-483192"
