"""Announcing a round by two people."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from applications.actions.open_round import request_opening
from applications.models import Round, RoundDeadline, RuleCard
from portal.actions.approvals import answer_approval
from portal.canonical import canonical, sha256_hex
from portal.clusters import server_now
from portal.errors import BrokenRule, NotNow, NotPermitted
from portal.models import Approval, AuditEvent, ReportOrder
from portal.roles import Agency, Role
from portal.rules.approvals import Verdict
from tests.factories.people import approver, manager, secretary, staff
from tests.factories.rounds import announced_round, draft_round, pass_moment

pytestmark = pytest.mark.django_db


def ask(round_, actor=None):
    return request_opening(round_id=round_.pk, reason="준비가 끝났습니다.", actor=actor or manager(), now=server_now())


def approve(asked, actor=None):
    return answer_approval(approval=asked, verdict=Verdict.APPROVED, actor=actor or approver(), now=server_now())


def test_request_opening_leaves_the_round_a_draft():
    round_ = draft_round()

    asked = ask(round_)

    assert Round.objects.get(pk=round_.pk).status == "draft"
    assert (asked.verb, asked.subject, asked.requested_agency) == ("round.open", round_.reference, "NIPA")
    assert AuditEvent.objects.filter(chain__name=round_.chain).latest("seq").verb == "round.open.requested"


def test_request_opening_tells_every_problem_of_the_card():
    round_ = draft_round(comment_min=-1, notice_no="")

    with pytest.raises(BrokenRule) as refused:
        ask(round_)
    assert [problem.code for problem in refused.value.problems] == ["text_missing", "number_out_of_range"]
    assert not Approval.objects.filter(verb="round.open").exists()


def test_request_opening_asks_the_tally_too():
    rule = draft_round().draft["presentation"]
    round_ = draft_round(presentation=rule | {"score": rule["score"] | {"trim_from": 2}})

    with pytest.raises(BrokenRule) as refused:
        ask(round_)
    assert [(problem.code, problem.field_name) for problem in refused.value.problems] == [
        ("rule_malformed", "presentation_rule")
    ]


@pytest.mark.parametrize(
    ("who", "code"),
    [(secretary, "not_manager"), (lambda: staff(Role.MANAGER, Agency.MSIT), "agency_not_in_card")],
)
def test_request_opening_is_for_managers_of_the_two_agencies(who, code):
    with pytest.raises(NotPermitted) as refused:
        ask(draft_round(), who())
    assert refused.value.code == code


def test_request_opening_tells_only_who_may_ask_what_the_card_lacks():
    round_ = draft_round(notice_no="")

    with pytest.raises(NotPermitted):
        ask(round_, secretary())
    with pytest.raises(BrokenRule):
        ask(round_)


def test_request_opening_only_once_and_only_of_a_draft():
    round_ = draft_round()
    approve(ask(round_))

    with pytest.raises(NotNow) as refused:
        ask(round_)
    assert refused.value.code == "state_changed"

    waiting = draft_round()
    ask(waiting)
    with pytest.raises(NotNow) as refused:
        ask(waiting)
    assert refused.value.code == "approval_waiting"


def test_open_approved_round_freezes_the_card_and_announces():
    round_ = draft_round()
    asked = ask(round_)

    approve(asked)

    opened = Round.objects.with_deadline().get(pk=round_.pk)
    card = RuleCard.objects.get(round=opened)
    assert opened.status == "announced"
    assert opened.opens_at.isoformat() == opened.opens_at.isoformat()
    assert (card.document, card.sha256) == (round_.draft, sha256_hex(canonical(round_.draft)))
    assert card.approval == asked
    assert [opened.opens_at, opened.closes_at] == [card.read().schedule.opens_at, card.read().schedule.closes_at]
    assert RoundDeadline.objects.get(round=opened).approval == asked
    assert ReportOrder.objects.get(kind="rule_card").subject == opened.reference
    assert AuditEvent.objects.filter(chain__name=round_.chain).latest("seq").verb == "round.open"


def test_open_approved_round_needs_the_other_agency():
    with pytest.raises(NotPermitted) as refused:
        approve(ask(draft_round()), manager())
    assert refused.value.code == "other_agency_needed"


def test_open_approved_round_may_be_asked_for_by_either_side():
    round_ = draft_round()

    approve(ask(round_, approver()), manager())

    assert Round.objects.get(pk=round_.pk).status == "announced"


def test_open_approved_round_not_after_the_announced_beginning():
    round_ = draft_round()
    asked = ask(round_)
    pass_moment(server_now() + timedelta(minutes=2))

    with pytest.raises(NotNow) as refused:
        approve(asked)
    assert refused.value.code == "opening_time_passed"
    assert not RuleCard.objects.filter(round=round_).exists()


@pytest.mark.parametrize("field", ["reference", "title", "draft"])
def test_announced_round_does_not_change(field):
    round_ = announced_round()
    setattr(round_, field, {"other": 1} if field == "draft" else "other")

    with pytest.raises(DatabaseError, match="does not change"), transaction.atomic():
        round_.save()


def test_announced_round_is_no_draft_again():
    round_ = announced_round()

    with pytest.raises(DatabaseError, match="no draft again"), transaction.atomic():
        Round.objects.filter(pk=round_.pk).update(status="draft")


@pytest.mark.parametrize(
    "statement", ["UPDATE applications_rulecard SET sha256 = ''", "DELETE FROM applications_rulecard"]
)
def test_frozen_card_stays(statement):
    announced_round()

    with pytest.raises(DatabaseError), transaction.atomic():
        RuleCard.objects.raw(statement).query._execute_query()


def test_deadline_needs_an_approval_of_its_own():
    """The opening's approval is used, another round's is not this one's, and neither moves a deadline."""
    round_, other = announced_round(), announced_round()
    by = {"set_at": server_now(), "closes_at": round_.deadlines.get().closes_at + timedelta(days=9)}

    for approval in (round_.card.approval, other.card.approval):
        with pytest.raises(DatabaseError), transaction.atomic():
            RoundDeadline.objects.create(round=round_, approval=approval, **by)
    assert RoundDeadline.objects.filter(round=round_).count() == 1


@pytest.mark.parametrize("status", ["closed", "screening", "presentation", "published", "cancelled"])
def test_announced_round_moves_along_the_table_only(status):
    """The clock's move is taken; what skips steps or needs two people is not."""
    round_ = announced_round()
    pass_moment(round_.opens_at)

    with pytest.raises(DatabaseError), transaction.atomic():
        Round.objects.filter(pk=round_.pk).update(status=status)
    assert Round.objects.filter(pk=round_.pk).update(status="open") == 1


def test_draft_is_announced_after_an_approved_request_only():
    round_ = draft_round()

    with pytest.raises(DatabaseError, match="two people"), transaction.atomic():
        Round.objects.filter(pk=round_.pk).update(status="announced")
    answer_approval(approval=ask(round_), verdict=Verdict.APPROVED, actor=approver(), now=server_now())
    assert Round.objects.get(pk=round_.pk).status == "announced"
