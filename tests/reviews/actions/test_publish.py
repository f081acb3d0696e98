import json

import pytest

from applications.lifecycle import ApplicationStatus, RoundStatus
from applications.models import Application, Round
from portal.actions.approvals import answer_approval, payload_of
from portal.clusters import server_now
from portal.errors import Absent, BrokenRule, NotNow, NotPermitted
from portal.models import AuditEvent, Mail, OutboxMessage, ReportOrder
from portal.roles import Agency, Role
from portal.rules.approvals import Verdict
from reviews.actions.publish import describe_publication, request_publication
from reviews.models import LotDraw, Publication
from tests.factories.decisions import (
    met_round,
    prepare,
    publish,
    published_round,
    revealed_round,
    sum_up,
)
from tests.factories.people import approver, manager, person, secretary, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def prepared():
    """Two applications, three members; summed up and prepared, the first to be selected."""
    round_, members = revealed_round(2, 3)
    sum_up(round_, members[0])
    prepare(round_)
    return round_


def ask(round_, actor=None):
    return request_publication(
        round_id=round_.pk, reason="심의를 마쳤습니다.", actor=actor or manager(), now=server_now()
    )


def answer(asked, actor, verdict=Verdict.APPROVED):
    return answer_approval(approval=asked, verdict=verdict, actor=actor, now=server_now())


def test_request_publication_tells_only_managers_what_is_missing():
    round_, _ = revealed_round(1, 3)

    with pytest.raises(NotPermitted):
        ask(round_, secretary())
    with pytest.raises(NotNow, match="no_decision_prepared"):
        ask(round_)


def test_publish_moves_round_and_applications(prepared):
    answer(ask(prepared), approver())

    assert Round.objects.get(pk=prepared.pk).status == RoundStatus.PUBLISHED
    outcomes = Application.objects.filter(round=prepared).order_by("pk").values_list("status", flat=True)
    assert list(outcomes) == [ApplicationStatus.SELECTED, ApplicationStatus.RUNNER_UP]


def test_publish_is_in_force_with_its_public_record(prepared):
    answer(ask(prepared), approver())

    publication = Publication.objects.get(decision__round=prepared)
    event = AuditEvent.objects.get(chain__name=prepared.chain, verb="decision.publish")
    assert publication.public["chain"] == {"seq": event.seq, "hash": bytes(event.hash).hex()}
    assert publication.public["commitment"] == publication.decision.commitment
    assert publication.public["rule_card"] == prepared.card.sha256


def test_publish_writes_to_every_team_and_names_the_objection_days(prepared):
    answer(ask(prepared), approver())

    mails = Mail.objects.filter(key__startswith="decision/")
    people = {application.people.get().user.email for application in prepared.applications.all()}
    assert {mail.to for mail in mails} == people
    assert all("10" in mail.body for mail in mails)
    scores = [entry["score"] for entry in Publication.objects.get().decision.result["applications"]]
    assert not any(score in mail.body for mail in mails for score in scores)


def test_publish_orders_both_papers_once(prepared):
    answer(ask(prepared), approver())

    orders = ReportOrder.objects.filter(subject=prepared.reference, kind__in=["decision", "evaluation_report"])
    assert sorted(orders.values_list("kind", "number")) == [
        ("decision", f"{prepared.reference}-D1"),
        ("evaluation_report", f"{prepared.reference}-E1"),
    ]
    assert OutboxMessage.objects.filter(topic="report", object_id__in=orders.values("pk")).count() == 2


def test_request_publication_asks_for_exactly_this_decision(prepared):
    asked = ask(prepared)

    decision = prepared.decisions.get()
    assert payload_of(asked) == {
        "version": 1,
        "commitment": decision.commitment,
        "outcome": "selected",
        "vacancies": 0,
        "applications": {entry["ref"]: entry["outcome"] for entry in decision.result["applications"]},
    }
    described = describe_publication(payload_of(asked))
    assert len(described) == 4


@pytest.mark.parametrize(
    ("actor", "refusal"),
    [
        (person, Absent),
        (secretary, NotPermitted),
        (lambda: staff(Role.MANAGER, Agency.MSIT), NotPermitted),
    ],
)
def test_request_publication_by_the_wrong_person(prepared, actor, refusal):
    with pytest.raises(refusal):
        ask(prepared, actor())


@pytest.mark.parametrize("actor", [manager, secretary, lambda: staff(Role.MANAGER, Agency.MSIT)])
def test_answer_by_anybody_but_the_other_agency(prepared, actor):
    asked = ask(prepared)

    with pytest.raises(NotPermitted):
        answer(asked, actor())

    assert not Publication.objects.filter(decision__round=prepared).exists()


def test_answer_by_the_requester(prepared):
    asks = manager()

    with pytest.raises(NotNow, match="second_person_needed"):
        answer(ask(prepared, asks), asks)


def test_rejection_publishes_nothing(prepared):
    answer(ask(prepared), approver(), Verdict.REJECTED)

    assert Round.objects.get(pk=prepared.pk).status == RoundStatus.DELIBERATION
    assert not Mail.objects.filter(key__startswith="decision/").exists()


def test_request_publication_before_the_reveal():
    round_, _ = met_round(1, 3)

    with pytest.raises(NotNow, match="no_decision_now"):
        ask(round_)


def test_request_publication_of_nothing():
    round_, _ = revealed_round(1, 3)

    with pytest.raises(NotNow, match="no_decision_prepared"):
        ask(round_)


def test_request_publication_without_the_chairs_opinion():
    round_, _ = revealed_round(1, 3)
    prepare(round_)

    with pytest.raises(BrokenRule, match="opinion_missing"):
        ask(round_)


def test_request_publication_of_a_decision_that_the_records_do_not_bear_out(prepared):
    LotDraw.objects.create(
        review=prepared.reviews.get(),
        application=prepared.applications.first(),
        number=1,
        approval=prepared.card.approval,
        drawn_at=server_now(),
    )

    with pytest.raises(NotNow, match="decision_stale"):
        ask(prepared)


def test_publish_refuses_when_a_newer_version_was_prepared(prepared):
    asked = ask(prepared)
    LotDraw.objects.create(
        review=prepared.reviews.get(),
        application=prepared.applications.first(),
        number=1,
        approval=prepared.card.approval,
        drawn_at=server_now(),
    )
    prepare(prepared, "추첨 번호를 기록했습니다.")

    with pytest.raises(NotNow, match="decision_superseded"):
        answer(asked, approver())


def test_publish_twice():
    round_ = published_round(1, 3)

    with pytest.raises(NotNow):
        publish(round_)


def test_publish_keeps_scores_and_names_out_of_the_chain(prepared):
    answer(ask(prepared), approver())

    scores = [entry["score"] for entry in prepared.decisions.get().result["applications"]]
    bodies = [bytes(event.body).decode() for event in AuditEvent.objects.filter(chain__name=prepared.chain)]
    teams = [application.team_name for application in prepared.applications.all()]
    assert not any(word in body for body in bodies for word in (*scores, *teams))
    assert all(json.loads(body)["chain"] == prepared.chain for body in bodies)
