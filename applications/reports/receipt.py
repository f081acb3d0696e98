"""접수증 on paper: the same receipt as on the page, with its JSON attached."""

from django.utils.translation import gettext as _

from applications import queries, wording
from applications.models import Submission
from applications.reports.senders import senders
from portal import pdf
from portal.canonical import canonical
from portal.display import file_size, kdate, localized
from portal.models import ReportOrder
from portal.reports import Content

HEAD_FACTS = 3


def build(order: ReportOrder) -> Content:
    """The receipt of the submission that the order names."""
    submission = Submission.objects.select_related("application__round__card", "submitted_by").get(
        receipt_no=order.subject
    )
    receipt = queries.receipt(submission, submission.application)
    return Content(
        template="receipt",
        title=_("Receipt"),
        context={
            "receipt": receipt,
            "number": wording.receipt_label(receipt.number),
            "agencies": receipt.agencies,
            "issued": kdate(receipt.received_at),
            "round_ref": receipt.round,
            "to": receipt.lead,
            "subject": localized(receipt.round_title),
            # Number, time and call stand in the paper's head already.
            "facts": [(row["label"], row["value"]) for row in queries.receipt_facts(receipt)[HEAD_FACTS:]],
            "files": [
                (number, localized(file.label), file.name, file_size(file.size), file.sha256)
                for number, file in enumerate(receipt.files, start=1)
            ],
            "total": file_size(receipt.size),
            "record": [(row["label"], row["value"]) for row in queries.receipt_record(receipt)],
            "senders": senders(submission.application.round.card.read()),
        },
        attachments=(
            pdf.Attachment("receipt.json", canonical(receipt.as_json()), description=_("The receipt as data")),
        ),
    )


def file_name(order: ReportOrder) -> str:
    """Under which name the paper is saved."""
    return f"{_('Receipt')}_{order.subject}.pdf"
