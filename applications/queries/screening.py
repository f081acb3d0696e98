"""Reads for screening: the list with its counts, one application with what it handed in."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from applications import wording
from applications.lifecycle import HANDED_IN, UNSEALED, ApplicationStatus, RoundStatus
from applications.models import Application, Round, Screening, Submission
from applications.queries.proposal import listed_files, proposal
from portal.display import localized
from portal.models import StoredFile


@dataclass(frozen=True)
class Received:
    """One application as it was handed in last; `files` are its manifest's entries with the document's name."""

    submission: Submission
    manifest: dict[str, Any]
    files: list[dict[str, Any]]
    screenings: list[Screening]

    @property
    def newest(self) -> Screening | None:
        """The screening that counts."""
        return self.screenings[0] if self.screenings else None


# What the list can be filtered by, in the order of the page.
FILTERS = {
    "waiting": frozenset({ApplicationStatus.SUBMITTED}),
    "ineligible": frozenset({ApplicationStatus.INELIGIBLE}),
    "eligible": HANDED_IN - {ApplicationStatus.SUBMITTED, ApplicationStatus.INELIGIBLE},
}


def screening_list(scoped: Any, round_: Round, *, status: str = "") -> dict[str, Any]:
    """Every received application of a round with its receipt and who screened it, in one statement.

    `status` is a key of `FILTERS`; anything else filters nothing. The counts are those of all.
    """
    submissions = Submission.objects.filter(application=OuterRef("pk")).order_by("-version")
    screenings = Screening.objects.filter(application=OuterRef("pk")).order_by("-version")
    rows = list(
        scoped.filter(round=round_)
        .annotate(
            receipt_no=Subquery(submissions.values("receipt_no")[:1]),
            received_at=Subquery(submissions.values("received_at")[:1]),
            lead=Subquery(submissions.values("manifest__consortium__0__name")[:1]),
            screened_at=Subquery(screenings.values("screened_at")[:1]),
            screened_by=Subquery(screenings.values("screened_by__name")[:1]),
        )
        .order_by("received_at", "pk")
        .values("reference", "team_name", "status", "receipt_no", "received_at", "lead", "screened_at", "screened_by")
    )
    for row in rows:
        row["state"] = next(name for name, states in FILTERS.items() if row["status"] in states)
        row["label"] = wording.SCREENING_STATE[row["state"]]
        row["tone"] = wording.SCREENING_TONE[row["state"]]
    counts = Counter(row["state"] for row in rows)
    return {
        "rows": [row for row in rows if status not in FILTERS or row["state"] == status],
        "total": len(rows),
        "counts": {name: counts[name] for name in FILTERS},
        "filters": [(name, wording.SCREENING_STATE[name], counts[name], name == status) for name in FILTERS],
        "is_filtered": status in FILTERS,
        "is_unsealed": round_.status in UNSEALED,
        "is_closed": round_.status == RoundStatus.CLOSED,
    }


def unsealing_page(round_: Round) -> dict[str, Any]:
    """What is about to be opened: the sealed list of what was received."""
    manifest = round_.close_manifests.order_by("pk").last()
    count = manifest.count if manifest else 0
    confirm = {
        "title": gettext("Open what was received"),
        "effects": [
            ngettext(
                "Staff can read %(count)s application and its documents from now on.",
                "Staff can read %(count)s applications and their documents from now on.",
                count,
            )
            % {"count": count},
            gettext("The eligibility check begins."),
            gettext("The opening is recorded with the hash of the list; it cannot be undone."),
        ],
        "submit": gettext("Open the applications"),
        "cancel_url": reverse("screening", args=[round_.reference]),
    }
    return {"round": round_, "manifest": manifest, "confirm": confirm}


def received(application: Application) -> Received:
    """What this application handed in last and how it was screened, newest first; two statements."""
    submission = application.submissions.latest("version")
    files = [
        entry
        | {
            "kind": localized(entry["label"]),
            "url": reverse(
                "screening_document", args=[application.round.reference, application.reference, entry["kind"]]
            ),
        }
        for entry in listed_files(submission.manifest, application.round.card.document)
    ]
    screenings = list(application.screenings.select_related("screened_by").order_by("-version"))
    return Received(submission, proposal(submission.manifest), files, screenings)


def submitted_file(application: Application, kind: str) -> StoredFile | None:
    """The file of this kind in the newest submission, or None: drafts and later uploads are nobody's business here."""
    submission = application.submissions.order_by("-version").first()
    entries = submission.manifest["files"] if submission else []
    found = next((entry for entry in entries if entry["kind"] == kind), None)
    return StoredFile.objects.filter(pk=found["file"]).first() if found else None
