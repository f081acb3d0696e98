"""How moments, figures, hashes and names are written for people, the same on pages, paper and in mail.

Every function takes what the database or a stored document holds and returns plain text in the active language:
Korean official style (`2026. 2. 12.(목) 16:00`) or English (`12 Feb 2026 (Thu) 16:00 KST`). Nothing and "" become "".
"""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.dateformat import format as date_format
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language, ngettext

KST = ZoneInfo("Asia/Seoul")
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
Moment = date | datetime | str | None


def is_korean() -> bool:
    """True while Korean is the active language; every other language is written the English way."""
    return (get_language() or "ko").startswith("ko")


def in_seoul(value: Moment) -> date | datetime | None:
    """The moment on Seoul's clock; ISO 8601 text is read, a naive datetime is taken as Seoul's.

    Raises ValueError for text that is no moment.
    """
    if isinstance(value, str):
        if not value:
            return None
        # A day first: since Python 3.11 the other parser reads it as midnight.
        parsed = parse_date(value) or parse_datetime(value)
        if parsed is None:
            raise ValueError(f"not a date or time: {value!r}")
        value = parsed
    if isinstance(value, datetime):
        return value.astimezone(KST) if value.tzinfo else value.replace(tzinfo=KST)
    return value


def _written(value: Moment, korean: str, english: str) -> str:
    moment = in_seoul(value)
    if moment is None:
        return ""
    if not is_korean():
        return date_format(moment, english)
    # Django has no short Korean weekdays; the first syllable of the long one is the official abbreviation.
    weekday = str(WEEKDAYS[moment.weekday()])[0]
    return date_format(moment, korean.replace("WEEKDAY", f"\\{weekday}"))


def kdate(value: Moment) -> str:
    """`2026. 2. 12.(목)` or `12 Feb 2026 (Thu)`."""
    return _written(value, "Y. n. j.(WEEKDAY)", "j M Y (D)")


def kday(value: Moment) -> str:
    """The day without its year, where the year stands nearby: `2. 12.(목)` or `12 Feb (Thu)`."""
    return _written(value, "n. j.(WEEKDAY)", "j M (D)")


def kdatetime(value: Moment) -> str:
    """`2026. 2. 12.(목) 16:00` or `12 Feb 2026 (Thu) 16:00 KST`."""
    return _written(value, "Y. n. j.(WEEKDAY) H:i", r"j M Y (D) H:i \K\S\T")


def kdatetime_s(value: Moment) -> str:
    """With seconds, for deadlines and clocks: `2026. 2. 12.(목) 16:00:00`."""
    return _written(value, "Y. n. j.(WEEKDAY) H:i:s", r"j M Y (D) H:i:s \K\S\T")


def kdatetime_ms(value: Moment) -> str:
    """To the millisecond, cut and never rounded, for receipts: `2026. 2. 12.(목) 15:59:59.999`."""
    moment = in_seoul(value)
    if not isinstance(moment, datetime):
        return ""
    stamp = f"{moment:%H:%M:%S}.{moment.microsecond // 1000:03}"
    return f"{kdate(moment)} {stamp}" if is_korean() else f"{kdate(moment)} {stamp} KST"


def month_of(value: datetime) -> str:
    """The month in Korea as records name it: `2026-02`."""
    return f"{value.astimezone(KST):%Y-%m}"


def ktime(value: Moment) -> str:
    """`16:00`."""
    return _written(value, "H:i", "H:i")


def ktime_s(value: Moment) -> str:
    """`16:00:00`."""
    return _written(value, "H:i:s", "H:i:s")


def isoformat(value: Moment) -> str:
    """For `datetime` and `data-` attributes: ISO 8601 with Seoul's offset."""
    moment = in_seoul(value)
    return moment.isoformat() if moment else ""


def krange(start: Moment, end: Moment) -> str:
    """Two moments or days as one span, no year or day twice: `2026. 1. 23.(금) 09:00 ~ 2. 12.(목) 16:00`."""
    first, last = in_seoul(start), in_seoul(end)
    if first is None or last is None:
        return " ".join(part for part in (_side(first), "~" if is_korean() else "–", _side(last)) if part)
    timed = isinstance(first, datetime) and isinstance(last, datetime)
    same_day = (first.year, first.month, first.day) == (last.year, last.month, last.day)
    if same_day and not timed:
        return kdate(first)
    if is_korean():
        tail = ktime(last) if same_day else kday(last) if first.year == last.year else kdate(last)
        if timed and not same_day:
            tail = f"{tail} {ktime(last)}"
        return f"{_side(first)} ~ {tail}"
    head = kdate(first) if first.year != last.year or same_day else kday(first)
    if timed:
        head = f"{head} {ktime(first)}"
        return f"{head} – {ktime(last)} KST" if same_day else f"{head} – {kdatetime(last)}"
    return f"{head} – {kdate(last)}"


def _side(moment: date | datetime | None) -> str:
    return kdatetime(moment) if isinstance(moment, datetime) else kdate(moment)


def time_left(until: datetime, now: datetime) -> str:
    """The time between as words of two units, cut down: `2시간 18분`; `0분` when nothing is left."""
    minutes = max(0, int((until - now) / timedelta(minutes=1)))
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    in_days = ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
    in_hours = ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
    in_minutes = ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
    if days:
        return f"{in_days} {in_hours}" if hours else in_days
    if hours:
        return f"{in_hours} {in_minutes}" if minutes else in_hours
    return in_minutes


def countdown(until: datetime, now: datetime) -> str:
    """What a running clock shows: `02:18:53`, with days before it when there are any (`12일 02:18:53`)."""
    seconds = max(0, int((until - now) / timedelta(seconds=1)))
    clock = f"{seconds // 3600 % 24:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    if days := seconds // 86400:
        return f"{ngettext('%(count)s day', '%(count)s days', days) % {'count': days}} {clock}"
    return clock


def file_size(size: int | None) -> str:
    """Bytes as `512 B`, `17 KB`, `1.2 MB`, `3 GB` (steps of 1024, one decimal from MB on)."""
    if size is None:
        return ""
    for unit, step, digits in (("GB", 1024**3, 1), ("MB", 1024**2, 1), ("KB", 1024, 0)):
        if size >= step:
            return f"{_rounded(Fraction(size, step), digits).removesuffix('.0')}{NO_BREAK_SPACE}{unit}"
    return f"{size}{NO_BREAK_SPACE}B"


def percent(ratio: Decimal | Fraction | int | str, digits: int = 1) -> str:
    """A ratio as `71.4%`, an exact half away from zero. Raises ValueError for what is no number."""
    return f"{_rounded(Fraction(ratio) * 100, digits)}%"


def _rounded(value: Fraction, digits: int) -> str:
    scaled = abs(value) * 10**digits
    whole = int(scaled + Fraction(1, 2))
    sign = "-" if value < 0 and whole else ""
    text = f"{whole:0{digits + 1}}"
    return f"{sign}{text[:-digits]}.{text[-digits:]}" if digits else sign + text


def number(value: Decimal | int | str | None) -> str:
    """A figure with thousands separated (`1,936`); decimals stay as they are written."""
    if value is None or value == "":
        return ""
    sign, whole, rest = re.fullmatch(r"(-?)([0-9]+)(.*)", str(value)).groups()  # type: ignore[union-attr]
    return f"{sign}{int(whole):,}{rest}"


def short_hash(value: str | bytes | None) -> str:
    """The ends of a hash, enough to compare by eye: `9f3c…41ab`."""
    if not value:
        return ""
    text = value.hex() if isinstance(value, bytes | memoryview) else str(value).removeprefix("sha256:")
    return f"{text[:4]}…{text[-4:]}" if len(text) > 12 else text  # noqa: PLR2004 (shorter is no shorter cut)


def business_no(value: str | None) -> str:
    """사업자등록번호 as `000-00-00000`; anything that is not ten digits stays as it is."""
    digits = re.sub(r"[\s-]", "", value or "")
    return f"{digits[:3]}-{digits[3:5]}-{digits[5:]}" if re.fullmatch(r"[0-9]{10}", digits) else value or ""


def localized(value: Any, field: str = "name") -> str:
    """The text of the active language, Korean where the other is missing.

    Takes an object or a mapping with `ko` and `en`, or with `name` and `name_en` (or another `field`); plain text is
    returned as it is.
    """
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, Mapping):
        korean = value.get("ko", value.get(field, ""))
        other = value.get("en", value.get(f"{field}_en", ""))
    else:
        korean = getattr(value, "ko", None) or getattr(value, field, "")
        other = getattr(value, "en", None) or getattr(value, f"{field}_en", "")
    return str(korean if is_korean() or not other else other)


# In this order: Edge, Whale and Samsung's browser also call themselves Chrome, and Chrome calls itself Safari.
_BROWSERS = {
    "Edg": "Edge",
    "Whale": "Whale",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
_SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS X": "macOS",
    "Linux": "Linux",
}


def agent_words(agent: str) -> str:
    """A browser in words that its owner recognises: `Chrome · Windows`; "" of what is none."""
    found = (next((name for mark, name in known.items() if mark in agent), "") for known in (_BROWSERS, _SYSTEMS))
    return " · ".join(name for name in found if name)
