"""Two-person acts: who may answer a request, and until when."""

from datetime import datetime, timedelta
from enum import StrEnum

LIFETIME = timedelta(hours=24)


class Verdict(StrEnum):
    """The one answer to a request."""

    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


def problem_with_answer(
    *, verdict: Verdict, requested_by: int, answered_by: int, expires_at: datetime, now: datetime
) -> str | None:
    """The code of what forbids this answer, or None.

    The requester may only withdraw; only the requester withdraws; after `expires_at` nothing is approved.
    """
    own = requested_by == answered_by
    if verdict is Verdict.WITHDRAWN:
        return None if own else "only_requester_withdraws"
    if own:
        return "second_person_needed"
    if now >= expires_at:
        return "approval_expired"
    return None
