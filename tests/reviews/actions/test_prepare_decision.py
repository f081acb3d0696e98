import json

import pytest

from portal.canonical import canonical, commitment
from portal.clusters import server_now
from portal.errors import BrokenRule, NotNow, NotPermitted
from portal.models import AuditEvent, AuditSeal
from portal.roles import Agency, Role
from reviews.actions.prepare_decision import prepare_decision
from reviews.rules.tally import document_from, tally
from tests.factories.decisions import EQUAL, ask_further, met_round, prepare, revealed_round
from tests.factories.panels import approve
from tests.factories.people import manager, secretary, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def revealed():
    """In deliberation: two applications, three members, all for both."""
    return revealed_round(2, 3)[0]


def act(round_, actor, reason=""):
    return prepare_decision(round_id=round_.pk, reason=reason, actor=actor, now=server_now())


def test_prepare_decision_keeps_document_and_result(revealed):
    decision = act(revealed, manager())

    assert (decision.version, decision.document["format"]) == (1, "gwaban/tally-1")
    assert tally(document_from(decision.document)).as_json() == decision.result
    assert decision.result["outcome"] == "selected"


def test_prepare_decision_commits_without_showing(revealed):
    decision = act(revealed, manager())

    assert commitment(canonical(decision.document), decision.nonce) == decision.commitment
    event = AuditEvent.objects.get(chain__name=revealed.chain, verb="decision.prepare")
    assert json.loads(bytes(AuditSeal.objects.get(event=event).data))["data"] == {
        "version": 1,
        "commitment": decision.commitment,
        "outcome": "selected",
        "reason": "",
    }
    assert b"selected" not in bytes(event.body)


@pytest.mark.parametrize(
    ("actor", "code"),
    [
        (secretary, "not_manager"),
        (lambda: staff(Role.MANAGER, Agency.MSIT), "agency_not_in_card"),
        (lambda: staff(Role.AUDITOR, Agency.MSIT), "not_staff"),
    ],
)
def test_prepare_decision_by_the_wrong_person(revealed, actor, code):
    with pytest.raises(NotPermitted, match=code):
        act(revealed, actor())


def test_prepare_decision_before_the_reveal():
    round_, _ = met_round(1, 3)

    with pytest.raises(NotNow, match="no_decision_now"):
        act(round_, manager())


def test_prepare_decision_while_the_review_is_reopened():
    tied, _ = revealed_round(2, 3, points=EQUAL)
    prepare(tied)

    approve(ask_further(tied))

    with pytest.raises(NotNow, match="not_revealed"):
        act(tied, manager(), "다시 계산합니다.")


def test_prepare_decision_again_without_a_change(revealed):
    prepare(revealed)

    with pytest.raises(NotNow, match="decision_unchanged"):
        act(revealed, manager(), "다시 계산합니다.")


def test_prepare_decision_again_needs_a_reason(revealed):
    first = prepare(revealed)
    type(first).objects.bulk_create(
        [
            type(first)(
                round=revealed,
                stage=first.stage,
                version=2,
                document={**first.document, "panel": []},
                result=first.result,
                nonce=b"0" * 16,
                commitment="0" * 64,
                prepared_by=first.prepared_by,
                prepared_at=first.prepared_at,
            )
        ]
    )

    with pytest.raises(BrokenRule, match="correction_needs_reason"):
        act(revealed, manager(), " ")

    assert act(revealed, manager(), "좌석을 바로잡았습니다.").version == 3
