"""사업자등록번호: shape and check digit (domain facts: the algorithm of 국세청, numbers that look fictitious)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.rules.registration_no import formatted, is_valid


@pytest.mark.parametrize("number", ["999-81-00015", "999-82-00007", "999-88-00028"])
def test_is_valid_with_right_check_digit(number):
    assert is_valid(number)


@pytest.mark.parametrize(
    "number", ["124-81-00999", "000-00-00000", "9998100015", "999-81-0001", "९९९-81-00015", "999-81-00015\n", ""]
)
def test_is_valid_refuses(number):
    assert not is_valid(number)


@given(st.integers(1, 999_999_999), st.integers(0, 9))
def test_is_valid_for_exactly_one_check_digit(first_nine, other):
    digits = f"{first_nine:09d}"
    valid = [last for last in range(10) if is_valid(formatted(f"{digits}{last}"))]

    assert len(valid) == 1
    assert is_valid(formatted(f"{digits}{other}")) == (other == valid[0])


def test_formatted_leaves_other_text():
    assert formatted("99981 00015") == "999-81-00015"
    assert formatted("가나다") == "가나다"
