"""The clock closes the window and fixes what had been received."""

import json

import pytest
from django.db import DatabaseError, transaction

from applications.actions.close_round import close_round
from applications.models import CloseManifest, Round
from portal.audit import timestamp
from portal.canonical import canonical, sha256_hex
from portal.clusters import server_now
from portal.errors import NotNow
from portal.models import AuditEvent
from tests.factories.applications import (
    draft_application,
    file_document,
    submit,
    submitted_application,
    withdrawn_application,
)
from tests.factories.papers import small_pdf
from tests.factories.people import person
from tests.factories.rounds import announced_round, close, closed_round, open_round, pass_moment

pytestmark = pytest.mark.django_db


def test_close_round_lists_the_newest_submission_of_each_application():
    round_, twice = open_round(), person()
    applications = [submitted_application(round_, twice), submitted_application(round_)]
    file_document(applications[0], twice, "proposal", small_pdf("고친 사업계획서"))
    submit(applications[0], twice)
    draft_application(round_)

    close(round_)

    manifest = CloseManifest.objects.get(round=round_)
    newest = [application.submissions.latest("version") for application in applications]
    assert manifest.count == 2
    assert manifest.document == {
        "format": "gwaban/close-manifest-1",
        "round": round_.reference,
        "closes_at": timestamp(manifest.closes_at),
        "submissions": sorted(
            (
                {
                    "application": submission.application.reference,
                    "receipt_no": submission.receipt_no,
                    "version": submission.version,
                    "manifest_sha256": submission.manifest_sha256,
                    "received_at": timestamp(submission.received_at),
                }
                for submission in newest
            ),
            key=lambda entry: entry["application"],
        ),
        "withdrawn": [],
    }
    assert {entry["version"] for entry in manifest.document["submissions"]} == {1, 2}


def test_close_round_writes_the_manifest_to_the_chain():
    round_ = open_round()
    submitted_application(round_)

    close(round_)

    manifest = CloseManifest.objects.get(round=round_)
    event = AuditEvent.objects.filter(chain__name=round_.chain).latest("seq")
    sealed = json.loads(bytes(event.seal.data))["data"]
    assert (event.verb, event.seal.actor) == ("round.close", None)
    assert sealed == {"manifest": manifest.document, "root": manifest.root, "count": 1}
    assert manifest.root == sha256_hex(canonical(manifest.document))
    assert manifest.closed_at >= manifest.closes_at


def test_close_round_lists_what_was_withdrawn_apart():
    round_ = open_round()
    taken_back = withdrawn_application(round_)

    close(round_)

    manifest = CloseManifest.objects.get(round=round_)
    assert (manifest.count, manifest.document["submissions"]) == (0, [])
    assert [entry["application"] for entry in manifest.document["withdrawn"]] == [taken_back.reference]


def test_close_round_without_applications():
    round_ = closed_round()

    assert round_.status == "closed"
    assert CloseManifest.objects.get(round=round_).count == 0


def test_close_round_not_before_the_deadline():
    round_ = open_round()

    with pytest.raises(NotNow) as refused:
        close_round(round_id=round_.pk, now=server_now())
    assert refused.value.code == "deadline_not_reached"
    assert Round.objects.get(pk=round_.pk).status == "open"


@pytest.mark.parametrize("made", [announced_round, closed_round])
def test_close_round_only_from_open(made):
    with pytest.raises(NotNow) as refused:
        close_round(round_id=made().pk, now=server_now())
    assert refused.value.code == "state_changed"


def test_close_round_at_the_very_moment():
    round_ = open_round()
    deadline = round_.deadlines.get().closes_at
    pass_moment(deadline)

    assert close_round(round_id=round_.pk, now=deadline).closed_at == deadline


def test_no_round_closes_before_its_deadline_whatever_now_says():
    round_ = open_round()
    deadline = round_.deadlines.get().closes_at

    with pytest.raises(DatabaseError, match="the deadline has not come"), transaction.atomic():
        close_round(round_id=round_.pk, now=deadline)
    assert not CloseManifest.objects.filter(round=round_).exists()
