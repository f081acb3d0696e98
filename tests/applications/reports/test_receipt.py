"""The receipt: page, paper and JSON say the same."""

import json
from io import BytesIO

import pikepdf
import pytest

from applications import queries
from applications.reports import receipt as paper
from portal import files, reports
from portal.models import Report, ReportOrder
from portal.registry import registry
from tests.factories.applications import submitted_application
from tests.factories.people import person
from tests.factories.rounds import open_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def application():
    return submitted_application(open_round(), person(name="김가람"), partners=16)


@pytest.fixture
def order(application):
    submission = application.submissions.get()
    registry.topics["receipt"].work(submission.pk)()
    return ReportOrder.objects.get(kind="receipt", subject=submission.receipt_no)


def test_receipt_names_what_was_stamped(application):
    submission = application.submissions.get()

    found = queries.receipt(submission, application)

    assert (found.number, found.received_at, found.version) == (submission.receipt_no, submission.received_at, 1)
    assert (found.lead, found.partners, found.submitted_by) == ("주식회사 가람", 16, "김가람")
    assert found.size == sum(entry["size"] for entry in submission.manifest["files"])
    assert found.link.chain == application.round.chain


def test_receipt_as_json_is_exact(application):
    submission = application.submissions.get()
    found = queries.receipt(submission, application)

    written = found.as_json()

    assert list(written) == [
        "format",
        "receipt_no",
        "version",
        "received_at",
        "round",
        "application",
        "team_name",
        "title",
        "lead",
        "participants",
        "submitted_by",
        "declaration",
        "manifest_sha256",
        "files",
        "chain",
        "head",
    ]
    handed_in = {entry["kind"]: entry for entry in submission.manifest["files"]}
    in_order = [item["code"] for item in application.round.card.document["documents"] if item["code"] in handed_in]
    assert written["files"] == [
        {name: handed_in[kind][name] for name in ("kind", "name", "size", "sha256")} for kind in in_order
    ]
    assert written["chain"] == {"name": found.link.chain, "seq": found.link.seq, "hash": found.link.hash}
    assert (written["head"]["gate"], written["head"]["seq"], written["head"]["hash"]) == (
        "submit",
        found.link.seq,
        found.link.hash,
    )


def test_receipt_without_its_link_says_so(application):
    submission = application.submissions.get()
    submission.receipt_no = "2026-000000"

    found = queries.receipt(submission, application)

    assert found.as_json()["chain"] is None
    assert len(queries.receipt_record(found)) == 1


def test_build_says_on_paper_what_the_page_says(application, order):
    page = queries.receipt_page(application)

    content = paper.build(order)

    facts = [(row["label"], row["value"]) for row in page["facts"]]
    assert content.context["facts"] == facts[paper.HEAD_FACTS :]
    assert content.context["number"] == page["receipt_label"]
    assert [row[2:] for row in content.context["files"]] == [
        (file["name"], content.context["files"][number][3], file["sha256"]) for number, file in enumerate(page["files"])
    ]
    assert json.loads(content.attachments[0].data) == page["receipt"].as_json()


def test_report_is_made_with_the_data_inside(order):
    reports.make(order.pk)()

    made = Report.objects.get(order=order)
    with pikepdf.open(BytesIO(files.content(made.file))) as document:
        attached = json.loads(document.attachments["receipt.json"].get_file().read_bytes())
    assert attached["receipt_no"] == order.subject
    assert made.file.name == f"접수증_{order.subject}.pdf"
    assert made.pages == 2
