"""제출: what is accepted, what is refused, and that one application is handed in once."""

import re
import secrets
import threading
from datetime import timedelta

import pytest
from django.db import connections, transaction

from applications.actions import submit as submitting
from applications.actions.save_section import save_section
from applications.actions.submit import submit_application
from applications.models import Application, CloseManifest, ConsortiumMember, RefusedAttempt, Researcher, Submission
from applications.rules import receipts
from applications.rules.consortium import PersonRole
from applications.rules.plan import Section
from portal.audit import timestamp
from portal.canonical import canonical, sha256_hex
from portal.clusters import server_now
from portal.errors import Absent, BrokenRule, NotNow, NotPermitted
from portal.models import AuditEvent, Organisation, OutboxMessage
from tests.factories import plans
from tests.factories.applications import (
    complete_application,
    draft_application,
    file_document,
    share,
    submitted_application,
    withdrawn_application,
)
from tests.factories.papers import small_pdf
from tests.factories.people import approver, manager, person
from tests.factories.rounds import close, open_round, pass_moment
from tests.plugins.statements import counted


def hand_in(application, actor, key="", **how):
    return submit_application(
        application_id=application.pk,
        actor=actor,
        idempotency_key=key or secrets.token_hex(8),
        now=server_now(),
        **{"declared": True, **how},
    )


def change(application, actor, section=Section.METHOD, **content):
    current = Application.objects.get(pk=application.pk)
    return save_section(
        application_id=application.pk,
        section=section,
        content=plans.sections()[section] | content,
        version=current.version,
        actor=actor,
        now=server_now(),
    )


@pytest.mark.django_db
class TestAccepted:
    """Within the window."""

    def test_submit_application_is_stamped_by_the_database(self):
        round_, actor = open_round(), person()
        application = complete_application(round_, actor)

        before = server_now()
        submission = hand_in(application, actor)

        assert before < submission.received_at < server_now()
        assert submission.received_at < round_.deadlines.get().closes_at
        assert Submission.objects.get().received_at == submission.received_at

    def test_submit_application_hands_in_the_manifest_under_its_hash(self):
        round_, actor = open_round(), person()

        submission = hand_in(complete_application(round_, actor), actor)

        assert submission.manifest_sha256 == sha256_hex(canonical(submission.manifest))
        assert [entry["kind"] for entry in submission.manifest["files"]] == sorted(
            document.code for document in round_.card.read().documents if document.required
        )

    def test_submit_application_gives_a_number_that_tells_nothing(self):
        submission = submitted_application(open_round()).submissions.get()

        assert re.fullmatch(r"[0-9]{4}-[1-9][0-9]{5}", submission.receipt_no)

    def test_submit_application_writes_seventeen_organisations(self):
        actor = person()

        application = submitted_application(open_round(), actor, partners=16)

        members = ConsortiumMember.objects.filter(application=application).order_by("position")
        assert [member.role for member in members] == ["lead"] + ["participant"] * 16
        assert members[0].organisation.name == "주식회사 가람"
        assert list(Researcher.objects.filter(application=application).order_by("position").values_list("name")) == [
            ("홍길동",),
            ("성춘향",),
            ("이몽룡",),
        ]

    def test_submit_application_reuses_organisations_of_the_same_name_and_number(self):
        round_ = open_round()
        submitted_application(round_)
        count = Organisation.objects.count()

        submitted_application(round_)

        assert Organisation.objects.count() == count

    def test_submit_application_orders_the_receipt_and_enters_the_chain(self):
        application = submitted_application(open_round())
        submission = application.submissions.get()

        assert OutboxMessage.objects.filter(topic="receipt", object_id=submission.pk).count() == 1
        event = AuditEvent.objects.get(subject=submission.receipt_no, verb="submit")
        assert (event.chain.name, event.at) == (application.round.chain, submission.received_at)
        assert timestamp(submission.received_at).encode() in bytes(event.body)

    def test_submit_application_again_is_a_new_version_of_the_same_number(self):
        actor = person()
        application = submitted_application(open_round(), actor)
        first = application.submissions.get()
        change(application, actor, approach="고친 접근 방법")

        second = hand_in(application, actor)

        assert (second.version, second.receipt_no) == (2, f"{first.receipt_no}-2")
        assert second.manifest["plan"]["method"]["approach"] == "고친 접근 방법"
        assert Submission.objects.get(pk=first.pk).manifest == first.manifest

    def test_submit_application_again_replaces_the_consortium(self):
        actor = person()
        application = submitted_application(open_round(), actor, partners=3)
        change(application, actor, Section.TEAM, **plans.team("나래 컨소시엄", partners=1))

        hand_in(application, actor)

        names = [member.organisation.name for member in ConsortiumMember.objects.filter(application=application)]
        assert names == ["주식회사 나래", "나래소프트"]
        assert Application.objects.get(pk=application.pk).team_name == "나래 컨소시엄"

    def test_submit_application_finds_another_number_when_one_is_taken(self, monkeypatch):
        round_ = open_round()
        taken = submitted_application(round_).submissions.get().receipt_no
        numbers = iter([taken, taken, "2026-111111"])
        monkeypatch.setattr(receipts, "new_number", lambda now: next(numbers))

        assert submitted_application(round_).submissions.get().receipt_no == "2026-111111"

    def test_submit_application_gives_up_without_a_free_number(self, monkeypatch):
        round_, actor = open_round(), person()
        taken = submitted_application(round_).submissions.get().receipt_no
        monkeypatch.setattr(receipts, "new_number", lambda now: taken)

        with pytest.raises(RuntimeError):
            submitted_application(round_, actor)


@pytest.mark.django_db
class TestOnce:
    """Double click, second tab, back button, retry."""

    def test_submit_application_with_the_same_key_gives_the_same_receipt(self):
        actor = person()
        application = complete_application(open_round(), actor)

        first, second = hand_in(application, actor, "key"), hand_in(application, actor, "key")

        assert second == first
        assert Submission.objects.count() == 1

    def test_submit_application_from_a_second_tab_gives_the_same_receipt(self):
        actor = person()
        application = complete_application(open_round(), actor)

        assert hand_in(application, actor, "tab 1") == hand_in(application, actor, "tab 2")

    def test_submit_application_with_the_same_key_gives_the_old_receipt_after_the_deadline(self):
        round_, actor = open_round(), person()
        application = complete_application(round_, actor)
        first = hand_in(application, actor, "key")
        change(application, actor, approach="고친 접근 방법")
        close(round_)

        assert hand_in(application, actor, "key") == first
        assert RefusedAttempt.objects.count() == 0

    def test_submit_application_takes_a_key_of_another_application_as_its_own(self):
        round_, one, other = open_round(), person(), person()
        first = hand_in(complete_application(round_, one), one, "key")

        second = hand_in(complete_application(round_, other), other, "key")

        assert second.application_id != first.application_id

    def test_submit_application_refuses_a_draft_that_is_not_the_one_that_was_shown(self):
        actor = person()
        application = complete_application(open_round(), actor)

        with pytest.raises(NotNow) as refused:
            hand_in(application, actor, expected="0" * 64)
        assert refused.value.code == "changed_since_check"
        assert Submission.objects.count() == 0


@pytest.mark.django_db
class TestRefused:
    """Wrong person, incomplete, too late."""

    def test_submit_application_is_for_submitters(self):
        actor, editor = person(), person()
        application = complete_application(open_round(), actor)
        share(application, actor, editor, PersonRole.EDITOR)

        with pytest.raises(NotPermitted) as refused:
            hand_in(application, editor)
        assert refused.value.code == "not_submitter"
        assert hand_in(application, actor).version == 1

    @pytest.mark.parametrize("who", [person, manager])
    def test_submit_application_is_absent_for_others(self, who):
        application = complete_application(open_round())

        with pytest.raises(Absent):
            hand_in(application, who())

    def test_submit_application_that_does_not_exist_is_absent(self):
        with pytest.raises(Absent):
            submit_application(application_id=0, actor=person(), idempotency_key="k", declared=True, now=server_now())

    def test_submit_application_names_everything_that_is_missing(self):
        actor = person()
        application = draft_application(open_round(), actor)

        with pytest.raises(BrokenRule) as refused:
            hand_in(application, actor)
        assert len(refused.value.problems) == 19

    def test_submit_application_after_the_deadline_is_a_numbered_refusal(self):
        round_, actor = open_round(closes_in=timedelta(minutes=5)), person()
        application = complete_application(round_, actor)
        deadline = round_.deadlines.get().closes_at
        pass_moment(deadline)

        attempt = hand_in(application, actor)

        assert isinstance(attempt, RefusedAttempt)
        assert (attempt.code, re.fullmatch(r"R[0-9]{4}-[0-9]{6}", attempt.number) is None) == ("deadline_passed", False)
        assert deadline < attempt.attempted_at < server_now()
        assert AuditEvent.objects.filter(subject=attempt.number, verb="submit.refused").count() == 1
        assert Submission.objects.count() == 0

    def test_submit_application_after_the_deadline_is_refused_even_when_incomplete(self):
        round_, actor = open_round(), person()
        application = draft_application(round_, actor)
        close(round_)

        assert hand_in(application, actor).code == "deadline_passed"

    def test_submit_application_again_after_the_deadline_leaves_the_earlier_one(self):
        round_, actor = open_round(), person()
        application = submitted_application(round_, actor)
        change(application, actor, approach="고친 접근 방법")
        close(round_)

        assert hand_in(application, actor).code == "deadline_passed"
        assert Submission.objects.get(application=application).version == 1

    def test_submit_application_is_refused_by_the_trigger_when_the_page_came_in_time(self, monkeypatch):
        round_, actor = open_round(), person()
        application = complete_application(round_, actor)
        early = server_now()
        pass_moment(round_.deadlines.get().closes_at)
        # The first look at the clock is only a courtesy; without it the trigger decides alone.
        monkeypatch.setattr(submitting, "share_round", lambda application_id: early)

        attempt = hand_in(application, actor)

        assert attempt.code == "deadline_passed"
        assert Submission.objects.count() == 0

    def test_submit_application_is_refused_when_the_round_was_cancelled(self):
        from applications.actions.cancel_round import request_cancelling  # noqa: PLC0415
        from portal.actions.approvals import answer_approval  # noqa: PLC0415
        from portal.rules.approvals import Verdict  # noqa: PLC0415

        round_, actor = open_round(), person()
        application = complete_application(round_, actor)
        asked = request_cancelling(round_id=round_.pk, reason="취소합니다.", actor=manager(), now=server_now())
        answer_approval(approval=asked, verdict=Verdict.APPROVED, actor=approver(), now=server_now())

        assert hand_in(application, actor).code == "round_not_open"

    def test_submit_application_of_a_withdrawn_one_is_refused(self):
        actor = person()
        application = withdrawn_application(open_round(), actor)

        with pytest.raises(NotNow) as refused:
            hand_in(application, actor)
        assert refused.value.code == "state_changed"

    def test_submit_application_finds_another_number_for_a_refusal(self, monkeypatch):
        round_, actor = open_round(), person()
        application = complete_application(round_, actor)
        close(round_)
        numbers = iter(["2026-111111", "2026-111111", "2026-222222"])
        monkeypatch.setattr(receipts, "new_number", lambda now: next(numbers))

        assert [hand_in(application, actor).number for _ in range(2)] == ["R2026-111111", "R2026-222222"]

    def test_submit_application_gives_up_without_a_number_for_a_refusal(self, monkeypatch):
        round_, actor = open_round(), person()
        application = complete_application(round_, actor)
        close(round_)
        monkeypatch.setattr(receipts, "new_number", lambda now: "2026-111111")
        hand_in(application, actor)

        with pytest.raises(RuntimeError):
            hand_in(application, actor)


@pytest.mark.django_db
@pytest.mark.parametrize("partners", [0, 16])
def test_submit_application_sends_as_many_statements_whatever_the_size(partners):
    actor = person()
    round_ = open_round()
    application = complete_application(round_, actor, partners=max(partners, 1))
    file_document(application, actor, "bonus_evidence", small_pdf())

    with counted() as first:
        hand_in(application, actor)
    change(application, actor, Section.TEAM, **plans.team("나래 컨소시엄", partners=max(partners, 1), first_number=40))
    with counted() as again:
        hand_in(application, actor)

    # Session, user, roles and the page's own door come on top: 4 of the 20.
    assert (len(first), len(again)) == (14, 16)


def test_two_clicks_at_once_are_one_submission(fresh_database):
    actor = person()
    with transaction.atomic():
        application = complete_application(open_round(), actor)
    answers, ready = [], threading.Barrier(4)

    def click():
        try:
            ready.wait()
            answers.append(hand_in(application, actor, "key").receipt_no)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=click) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(answers) == 4
    assert set(answers) == {Submission.objects.get().receipt_no}


def test_closing_waits_for_a_submission_in_flight(fresh_database):
    actor = person()
    with transaction.atomic():
        round_ = open_round(closes_in=timedelta(minutes=5))
        application = complete_application(round_, actor)
    stamped, may_commit = threading.Event(), threading.Event()

    def slow_submission():
        try:
            with transaction.atomic():
                hand_in(application, actor)
                stamped.set()
                may_commit.wait(10)
        finally:
            connections.close_all()

    submitting_thread = threading.Thread(target=slow_submission)
    submitting_thread.start()
    assert stamped.wait(10)

    def closing():
        try:
            close(round_)
        finally:
            connections.close_all()

    closing_thread = threading.Thread(target=closing)
    closing_thread.start()
    closing_thread.join(0.5)
    assert closing_thread.is_alive()
    may_commit.set()
    submitting_thread.join()
    closing_thread.join()

    manifest = CloseManifest.objects.get()
    assert [entry["receipt_no"] for entry in manifest.document["submissions"]] == [Submission.objects.get().receipt_no]
