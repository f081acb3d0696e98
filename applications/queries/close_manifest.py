"""What had been handed in when a round closed."""

from typing import Any

from applications.lifecycle import ApplicationStatus
from applications.models import Round, RoundDeadline, Submission
from portal.audit import timestamp


def close_document(round_: Round, deadline: RoundDeadline) -> dict[str, Any]:
    """The close manifest: the newest submission of every application, by reference, in one statement.

    What was withdrawn before the deadline stands in a list of its own, so that nothing acknowledged is missing.
    """
    newest = (
        Submission.objects.filter(round=round_)
        .order_by("application_id", "-version")
        .distinct("application_id")
        .values_list(
            "application__reference",
            "application__status",
            "receipt_no",
            "version",
            "manifest_sha256",
            "received_at",
        )
    )
    standing, withdrawn = [], []
    for reference, status, receipt_no, version, sha256, received_at in newest:
        (withdrawn if status == ApplicationStatus.WITHDRAWN else standing).append(
            {
                "application": reference,
                "receipt_no": receipt_no,
                "version": version,
                "manifest_sha256": sha256,
                "received_at": timestamp(received_at),
            }
        )
    return {
        "format": "gwaban/close-manifest-1",
        "round": round_.reference,
        "closes_at": timestamp(deadline.closes_at),
        "submissions": sorted(standing, key=_by_application),
        "withdrawn": sorted(withdrawn, key=_by_application),
    }


def _by_application(entry: dict[str, Any]) -> str:
    return entry["application"]
