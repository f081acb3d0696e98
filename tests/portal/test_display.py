"""How moments, figures and names are written, in both languages."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

import pytest
from django.utils.translation import override

from portal import display
from portal.display import KST

DEADLINE = datetime(2026, 2, 12, 16, 0, tzinfo=KST)


@pytest.mark.parametrize(
    ("function", "korean", "english"),
    [
        (display.kdate, "2026. 2. 12.(목)", "12 Feb 2026 (Thu)"),
        (display.kday, "2. 12.(목)", "12 Feb (Thu)"),
        (display.kdatetime, "2026. 2. 12.(목) 16:00", "12 Feb 2026 (Thu) 16:00 KST"),
        (display.kdatetime_s, "2026. 2. 12.(목) 16:00:00", "12 Feb 2026 (Thu) 16:00:00 KST"),
        (display.kdatetime_ms, "2026. 2. 12.(목) 16:00:00.000", "12 Feb 2026 (Thu) 16:00:00.000 KST"),
        (display.ktime, "16:00", "16:00"),
        (display.ktime_s, "16:00:00", "16:00:00"),
    ],
)
def test_moment_in_both_languages(function, korean, english):
    with override("ko"):
        assert function(DEADLINE) == korean
        assert function(DEADLINE.astimezone(UTC)) == korean
        assert function("2026-02-12T07:00:00Z") == korean
    with override("en"):
        assert function(DEADLINE) == english


@pytest.mark.parametrize("function", [display.kdate, display.kdatetime, display.kdatetime_ms, display.isoformat])
@pytest.mark.parametrize("nothing", [None, ""])
def test_moment_of_nothing(function, nothing):
    assert function(nothing) == ""


def test_every_weekday_in_korean():
    monday = date(2026, 2, 9)

    with override("ko"):
        written = [display.kday(monday + timedelta(days=day))[-2] for day in range(7)]

    assert written == list("월화수목금토일")


def test_kdatetime_ms_cuts_and_never_rounds():
    last = datetime(2026, 2, 12, 15, 59, 59, 999999, tzinfo=KST)

    with override("ko"):
        assert display.kdatetime_ms(last) == "2026. 2. 12.(목) 15:59:59.999"


def test_in_seoul_refuses_other_text():
    with pytest.raises(ValueError, match="tomorrow"):
        display.in_seoul("tomorrow")


@pytest.mark.parametrize(
    ("start", "end", "korean", "english"),
    [
        (
            datetime(2026, 1, 23, 9, tzinfo=KST),
            DEADLINE,
            "2026. 1. 23.(금) 09:00 ~ 2. 12.(목) 16:00",
            "23 Jan (Fri) 09:00 – 12 Feb 2026 (Thu) 16:00 KST",
        ),
        (
            datetime(2026, 2, 12, 10, tzinfo=KST),
            datetime(2026, 2, 12, 12, tzinfo=KST),
            "2026. 2. 12.(목) 10:00 ~ 12:00",
            "12 Feb 2026 (Thu) 10:00 – 12:00 KST",
        ),
        (
            datetime(2025, 12, 31, 10, tzinfo=KST),
            DEADLINE,
            "2025. 12. 31.(수) 10:00 ~ 2026. 2. 12.(목) 16:00",
            "31 Dec 2025 (Wed) 10:00 – 12 Feb 2026 (Thu) 16:00 KST",
        ),
        (date(2026, 2, 1), date(2026, 7, 31), "2026. 2. 1.(일) ~ 7. 31.(금)", "1 Feb (Sun) – 31 Jul 2026 (Fri)"),
        (date(2026, 2, 1), date(2026, 2, 1), "2026. 2. 1.(일)", "1 Feb 2026 (Sun)"),
        (DEADLINE, None, "2026. 2. 12.(목) 16:00 ~", "12 Feb 2026 (Thu) 16:00 KST –"),
        (None, date(2026, 2, 1), "~ 2026. 2. 1.(일)", "– 1 Feb 2026 (Sun)"),
    ],
)
def test_krange(start, end, korean, english):
    with override("ko"):
        assert display.krange(start, end) == korean
    with override("en"):
        assert display.krange(start, end) == english


@pytest.mark.parametrize(
    ("left", "words", "clock"),
    [
        (timedelta(hours=2, minutes=18, seconds=53), "2 hours 18 minutes", "02:18:53"),
        (timedelta(days=12, hours=3), "12 days 3 hours", "12 days 03:00:00"),
        (timedelta(days=1), "1 day", "1 day 00:00:00"),
        (timedelta(hours=1), "1 hour", "01:00:00"),
        (timedelta(seconds=59), "0 minutes", "00:00:59"),
        (timedelta(seconds=-1), "0 minutes", "00:00:00"),
    ],
)
def test_time_left_and_countdown(left, words, clock):
    with override("en"):
        assert display.time_left(DEADLINE, DEADLINE - left) == words
        assert display.countdown(DEADLINE, DEADLINE - left) == clock


@pytest.mark.parametrize(
    ("size", "written"),
    [
        (None, ""),
        (0, "0 B"),
        (912, "912 B"),
        (17_408, "17 KB"),
        (1_258_291, "1.2 MB"),
        (50 * 1024**2, "50 MB"),
        (3 * 1024**3, "3 GB"),
    ],
)
def test_file_size(size, written):
    assert display.file_size(size).replace(display.NO_BREAK_SPACE, " ") == written


@pytest.mark.parametrize(
    ("ratio", "digits", "written"),
    [
        (Fraction(5, 7), 1, "71.4%"),
        (Decimal("0.125"), 0, "13%"),
        (Fraction(-1, 8), 0, "-13%"),
        ("1/2", 1, "50.0%"),
        (0, 1, "0.0%"),
    ],
)
def test_percent_is_exact(ratio, digits, written):
    assert display.percent(ratio, digits) == written


@pytest.mark.parametrize(
    ("value", "written"), [(1936, "1,936"), (Decimal("1234.50"), "1,234.50"), ("-1000", "-1,000"), (None, ""), ("", "")]
)
def test_number(value, written):
    assert display.number(value) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [("9f3c" + "0" * 56 + "41ab", "9f3c…41ab"), ("sha256:9f3c00000000000041ab", "9f3c…41ab"), ("abc", "abc")],
)
def test_short_hash(value, written):
    assert display.short_hash(value) == written


def test_short_hash_of_bytes_and_of_nothing():
    assert display.short_hash(bytes.fromhex("9f3c" + "00" * 28 + "41ab")) == "9f3c…41ab"
    assert display.short_hash(None) == ""


def test_business_no():
    assert display.business_no("9998100015") == "999-81-00015"
    assert display.business_no("999-81-00015") == "999-81-00015"
    assert display.business_no("12") == "12"
    assert display.business_no(None) == ""


@pytest.mark.parametrize(
    "value",
    [
        SimpleNamespace(name="가람", name_en="Garam"),
        {"name": "가람", "name_en": "Garam"},
        {"ko": "가람", "en": "Garam"},
    ],
)
def test_localized(value):
    with override("ko"):
        assert display.localized(value) == "가람"
    with override("en"):
        assert display.localized(value) == "Garam"


def test_localized_falls_back_to_korean():
    with override("en"):
        assert display.localized({"title": "제목", "title_en": ""}, "title") == "제목"
        assert display.localized("그대로") == "그대로"
        assert display.localized(None) == ""
