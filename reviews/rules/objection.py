"""이의신청: how long a team may object."""

from datetime import date, timedelta


def last_day(notified_on: date, days: int) -> date:
    """The last day of so many days; the day of the notice itself is not counted (민법 제157조).

    That a last day on a Saturday or holiday moves to the next working day (민법 제161조) is said beside it: holidays
    are fixed by others, some at short notice.
    """
    return notified_on + timedelta(days=days)
