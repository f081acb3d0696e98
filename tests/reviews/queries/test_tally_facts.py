"""What a tally is made of, read back from what the real moves recorded."""

import pytest

from portal.clusters import server_now
from reviews.lifecycle import Stage
from reviews.models import Seat
from reviews.queries import records, tally_document
from reviews.rules.tally import document_from
from tests.factories.decisions import (
    come,
    conflicted_round,
    hold_session,
    leave,
    met_round,
    reviewed,
    timetabled_round,
)
from tests.factories.panels import sign_all, signed_sheet, written_round
from tests.plugins.statements import counted

pytestmark = pytest.mark.django_db


def test_tally_document_of_a_written_review():
    round_, (first, _) = written_round(1, 2)
    (application,) = round_.applications.all()
    sign_all(round_, Stage.WRITTEN, [first], ("35.50", "25", "27"))

    document = tally_document(round_, Stage.WRITTEN)

    assert document["rule"] == round_.card.document["written"]
    assert document["panel"] == ["P1", "P2"]
    assert document["applications"] == [
        {
            "ref": application.reference,
            "present": ["P1"],
            "recused": [],
            "chair": None,
            "lot": None,
            "votes": {},
            "sheets": {"P1": {"tech": "35.5", "plan": "25", "impact": "27"}},
            "points": {},
        }
    ]
    document_from(document)


def test_tally_document_takes_the_newest_version_of_a_sheet():
    round_, (member, _) = written_round(1, 2)
    (application,) = round_.applications.all()
    signed_sheet(round_, Stage.WRITTEN, application, member, ("36", "25", "27"))
    signed_sheet(round_, Stage.WRITTEN, application, member, ("30", "25", "27"), reason="잘못 적었습니다.")

    (entry,) = tally_document(round_, Stage.WRITTEN)["applications"]

    assert entry["sheets"]["P1"]["tech"] == "30"


def test_tally_document_of_a_presentation():
    round_, _ = met_round(1, 3, votes={0: ["yn", "na", "yy"]})

    (entry,) = tally_document(round_, Stage.PRESENTATION)["applications"]

    assert (entry["present"], entry["chair"]) == (["P1", "P2", "P3"], "P1")
    assert entry["votes"] == {
        "competitiveness": {"P1": "yes", "P2": "no", "P3": "yes"},
        "ecosystem": {"P1": "no", "P2": "abstain", "P3": "yes"},
    }
    assert sorted(entry["sheets"]) == ["P1", "P2", "P3"]


def test_tally_document_before_any_session():
    round_, _ = conflicted_round(1, 3, conflicts={2: 0})

    (entry,) = tally_document(round_, Stage.PRESENTATION)["applications"]

    assert (entry["present"], entry["recused"], entry["sheets"]) == ([], ["P3"], {})


def test_tally_document_leaves_a_dismissed_member_out():
    round_, _ = met_round(1, 3)
    last = Seat.objects.get(panel__round=round_, label="P3")
    last.dismissed_at = server_now()
    last.save(update_fields=["dismissed_at"])

    document = tally_document(round_, Stage.PRESENTATION)

    assert document["panel"] == ["P1", "P2"]
    assert document["applications"][0]["present"] == ["P1", "P2"]
    document_from(document)


def test_who_leaves_when_complete_stays_present():
    round_, members = timetabled_round(2, 3)
    come(round_, members)
    first, second = reviewed(round_)
    hold_session(round_, first, members)
    leave(round_, members[2:])
    hold_session(round_, second, members[:2])

    found = {entry["ref"]: entry["present"] for entry in tally_document(round_, Stage.PRESENTATION)["applications"]}

    assert found == {first.reference: ["P1", "P2", "P3"], second.reference: ["P1", "P2"]}


def test_records_are_four_statements_at_any_size():
    one, _ = met_round(1, 2)
    two, _ = met_round(2, 3)

    with counted() as few:
        records(one, Stage.PRESENTATION)
    with counted() as more:
        records(two, Stage.PRESENTATION)

    assert (len(few) - len(more), len(more) <= 6) == (0, True)
