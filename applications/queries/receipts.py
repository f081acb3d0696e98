"""The receipt (접수증): the same facts for the page, the mail, the paper and its JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext, ngettext

from applications.lifecycle import RoundStatus
from applications.models import Application, Submission
from applications.queries.applications import submissions
from applications.queries.proposal import listed_files
from applications.rules.consortium import OrgRole
from applications.wording import DECLARATION, receipt_label
from portal import heads, reports
from portal.audit import timestamp
from portal.display import kdatetime_ms, localized
from portal.models import OutboxMessage, ReportOrder
from portal.registry import SealedReports
from portal.roles import Agency
from portal.wording import AGENCY

FORMAT = "gwaban/receipt-1"
KIND = "receipt"


@dataclass(frozen=True)
class ReceivedFile:
    """One file as it was received; `label` is the document's name on the rule card."""

    kind: str
    label: Mapping[str, str]
    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Receipt:
    """One accepted 제출, as it was stamped."""

    number: str
    version: int
    received_at: datetime
    round: str
    round_title: Mapping[str, str]
    application: str
    team_name: str
    title: str
    lead: str
    partners: int
    submitted_by: str
    declaration: tuple[str, ...]
    manifest_sha256: str
    files: tuple[ReceivedFile, ...]
    agencies: tuple[str, ...]
    link: heads.Place | None

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(file.size for file in self.files)

    def as_json(self) -> dict[str, Any]:
        """`gwaban/receipt-1`: what the paper carries as data."""
        return {
            "format": FORMAT,
            "receipt_no": self.number,
            "version": self.version,
            "received_at": timestamp(self.received_at),
            "round": self.round,
            "application": self.application,
            "team_name": self.team_name,
            "title": self.title,
            "lead": self.lead,
            "participants": self.partners,
            "submitted_by": self.submitted_by,
            "declaration": list(self.declaration),
            "manifest_sha256": self.manifest_sha256,
            "files": [
                {"kind": file.kind, "name": file.name, "size": file.size, "sha256": file.sha256} for file in self.files
            ],
            "chain": {"name": self.link.chain, "seq": self.link.seq, "hash": self.link.hash} if self.link else None,
            "head": self.link.head if self.link else None,
        }


def receipt(submission: Submission, application: Application) -> Receipt:
    """The receipt of one submission; the application comes with its round and rule card. One statement."""
    manifest, card = submission.manifest, application.round.card.document
    labels = {document["code"]: document["name"] for document in card["documents"]}
    organisations = {row["role"]: row["name"] for row in manifest["consortium"]}
    return Receipt(
        number=submission.receipt_no,
        version=submission.version,
        received_at=submission.received_at,
        round=application.round.reference,
        round_title=card["title"],
        application=application.reference,
        team_name=manifest["team_name"],
        title=manifest["title"],
        lead=organisations[OrgRole.LEAD],
        partners=len(manifest["consortium"]) - 1,
        submitted_by=submission.submitted_by.name,
        # Submissions from before the declaration was asked for have none.
        declaration=tuple(manifest.get("declaration", ())),
        manifest_sha256=submission.manifest_sha256,
        files=tuple(
            ReceivedFile(
                kind=entry["kind"],
                label=labels[entry["kind"]],
                name=entry["name"],
                size=entry["size"],
                sha256=entry["sha256"],
            )
            for entry in listed_files(manifest, card)
        ),
        agencies=tuple(str(AGENCY[Agency(card["agencies"][side])]) for side in ("requests", "approves")),
        link=heads.place_of(submission.receipt_no, "submit"),
    )


def receipt_facts(found: Receipt) -> list[dict[str, str]]:
    """The receipt's facts in words, in order, for page and paper."""
    who = found.lead
    if found.partners:
        others = ngettext("and %(count)s other", "and %(count)s others", found.partners) % {"count": found.partners}
        who = f"{who} {others}"
    facts = [
        (gettext("Receipt no."), receipt_label(found.number)),
        (gettext("Received at"), kdatetime_ms(found.received_at)),
        (gettext("Call"), localized(found.round_title)),
        (gettext("Application no."), found.application),
        (gettext("Team"), found.team_name),
        (gettext("Title of the proposal"), found.title),
        (gettext("Consortium"), who),
        (gettext("Submitted by"), found.submitted_by),
        (gettext("Version"), str(found.version)),
        (gettext("Declared"), " ".join(str(DECLARATION[code]) for code in found.declaration)),
    ]
    return [{"label": label, "value": value} for label, value in facts if value]


def receipt_record(found: Receipt) -> list[dict[str, str]]:
    """What proves it: the manifest's hash and its place in the chain, for page and paper."""
    record = [(gettext("SHA-256 of everything"), found.manifest_sha256)]
    if found.link:
        record += [
            (gettext("Place in the round's chain"), f"{found.link.chain} #{found.link.seq}"),
            (gettext("Hash of the link"), found.link.hash),
            # The head is that of this link: number and hash stand here already.
            *heads.in_words(found.link.head)[1:],
        ]
    return [{"label": label, "value": value} for label, value in record]


def receipt_page(application: Application) -> dict[str, Any] | None:
    """The newest receipt, those before it, and the state of its paper; None before the first 제출."""
    received = submissions(application)
    if not received:
        return None
    found = receipt(received[0], application)
    return {
        "receipt": found,
        "receipt_label": receipt_label(found.number),
        "facts": receipt_facts(found),
        "record": receipt_record(found),
        "files": [
            {"kind": localized(file.label), "name": file.name, "size": file.size, "sha256": file.sha256}
            for file in found.files
        ],
        "earlier": [
            {"label": receipt_label(each.receipt_no), "received_at": each.received_at, "by": each.submitted_by.name}
            for each in received[1:]
        ],
        "paper": receipt_paper(found.number),
    }


def receipt_paper(number: str) -> reports.State | None:
    """Where the receipt's PDF stands; None until the worker has ordered it."""
    return next(iter(reports.states(ReportOrder.objects.filter(kind=KIND, subject=number))), None)


def sealed_receipts(scoped: Any) -> list[SealedReports]:
    """One line a round whose receipts are sealed, whether it has any or not; one statement.

    Who applied, and how many did, is not said before the deadline. A failed one shows, as somebody must start it again.
    """
    failing = OutboxMessage.objects.filter(topic=reports.TOPIC, failed_at__isnull=False, done_at__isnull=True)
    order = ReportOrder.objects.filter(kind=KIND, pk__in=failing.values("object_id"), subject=OuterRef("receipt_no"))
    failed = Submission.objects.filter(Exists(order), round=OuterRef("pk")).order_by().values("round")
    rounds = (
        scoped.annotate(failed=Coalesce(Subquery(failed.annotate(found=Count("pk")).values("found")), 0))
        .filter(Q(status__in=[RoundStatus.OPEN, RoundStatus.CLOSED]) | Q(failed__gt=0))
        .order_by("-pk")
        .values_list("reference", "status", "failed")
    )
    later, never = gettext("Opened after the deadline"), gettext("Stays sealed: the call was cancelled")
    return [
        SealedReports(gettext("Receipts"), reference, never if status == RoundStatus.CANCELLED else later, failed)
        for reference, status, failed in rounds
    ]
