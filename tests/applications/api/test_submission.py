"""The whole way by the API: begin, fill in, upload, submit, the receipt, withdraw."""

from datetime import timedelta
from io import BytesIO

import pytest

from applications.models import Application, RefusedAttempt, Submission
from portal.audit import timestamp
from portal.models import AuditEvent, KeptAnswer
from tests.factories import papers, plans
from tests.factories.applications import complete_application, submitted_application
from tests.factories.people import person
from tests.factories.rounds import open_round, pass_moment
from tests.plugins.caller import Caller
from tests.plugins.statements import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor():
    return person(name="김가람")


@pytest.fixture
def caller(actor):
    return Caller(actor)


def test_way_from_the_call_to_the_receipt(caller):
    round_ = open_round()
    begun = caller.post(f"rounds/{round_.reference}/applications/", {"team_name": "가람 컨소시엄"})
    where = f"applications/{begun.json()['reference']}/"
    sections = {section.value: content for section, content in plans.sections(team_name="가람 컨소시엄").items()}
    saved = caller.patch(where, sections, match=begun.headers["ETag"])
    for wanted in round_.card.read().documents:
        if wanted.required:
            upload = BytesIO(papers.small_pdf(wanted.code))
            upload.name = f"{wanted.code}.pdf"
            filed = caller.upload(f"{where}documents/", kind=wanted.code, file=upload)
            assert filed.status_code == 201, filed.content.decode()
    read = caller.get(where).json()

    submitted = caller.post(f"{where}submit/", {"expected": read["manifest_sha256"]})

    assert (begun.status_code, saved.status_code, submitted.status_code) == (201, 200, 201), saved.content.decode()
    assert read["missing"] == []
    stored = Submission.objects.get()
    event = AuditEvent.objects.get(verb="submit")
    body = submitted.json()
    assert body["receipt_no"] == stored.receipt_no
    assert body["received_at"] == timestamp(stored.received_at)
    assert body["version"] == 1
    assert [set(file) for file in body["files"]] == [{"kind", "name", "size", "sha256"}] * len(body["files"])
    assert body["chain"] == {"name": round_.chain, "seq": event.seq, "hash": bytes(event.hash).hex()}
    assert caller.get(f"{where}receipt/").json() == body


def test_submit_without_the_declaration_hands_nothing_in(caller, actor):
    application = complete_application(open_round(), actor)

    answer = caller.post(f"applications/{application.reference}/submit/", {"declared": False})

    assert (answer.status_code, answer.json()["problems"][0]["code"]) == (422, "declaration_missing")
    assert not Submission.objects.exists()


def test_submit_stays_within_twenty_statements(caller, actor):
    application = complete_application(open_round(), actor, partners=16)

    with counted() as sent:
        answer = caller.post(f"applications/{application.reference}/submit/", {})

    assert answer.status_code == 201
    assert len(sent) <= 20, "\n".join(each[:150] for each in sent)


def test_submit_again_with_the_same_key_gives_the_same_answer_also_after_the_deadline(caller, actor):
    round_ = open_round()
    application = complete_application(round_, actor)
    path = f"applications/{application.reference}/submit/"

    first = caller.post(path, {}, key="one")
    pass_moment(round_.deadlines.get().closes_at)
    again = caller.post(path, {}, key="one")

    assert (again.status_code, again.json()) == (first.status_code, first.json())
    assert Submission.objects.count() == 1


def test_submit_too_late_is_refused_with_a_number_that_is_kept(caller, actor):
    round_ = open_round(closes_in=timedelta(hours=1))
    application = complete_application(round_, actor)
    pass_moment(round_.deadlines.get().closes_at)

    answer = caller.post(f"applications/{application.reference}/submit/", {}, key="late")
    again = caller.post(f"applications/{application.reference}/submit/", {}, key="late")

    attempt = RefusedAttempt.objects.get()
    assert (answer.status_code, answer.headers["Content-Type"]) == (409, "application/problem+json")
    assert answer.json()["code"] == "deadline_passed"
    assert answer.json()["number"] == attempt.number
    assert answer.json()["attempted_at"] == timestamp(attempt.attempted_at)
    assert (again.status_code, again.json()) == (409, answer.json())


def test_submit_of_a_draft_that_lacks_something_names_everything(caller):
    round_ = open_round()
    begun = caller.post(f"rounds/{round_.reference}/applications/", {"team_name": "가람"}).json()

    answer = caller.post(f"applications/{begun['reference']}/submit/", {}, key="early")

    assert answer.status_code == 422
    assert len(answer.json()["problems"]) > 5
    assert not KeptAnswer.objects.filter(key="early").exists()


def test_submit_of_something_else_than_was_read_is_refused(caller, actor):
    application = complete_application(open_round(), actor)

    answer = caller.post(f"applications/{application.reference}/submit/", {"expected": "0" * 64})

    assert (answer.status_code, answer.json()["code"]) == (409, "changed_since_check")


def test_submit_of_a_foreign_application_is_absent(actor):
    application = complete_application(open_round(), actor)
    stranger = Caller(person())

    foreign = stranger.post(f"applications/{application.reference}/submit/", {})
    absent = stranger.post("applications/NONE-NONE/submit/", {})

    assert (foreign.status_code, foreign.json()) == (absent.status_code, absent.json())
    assert foreign.status_code == 404


def test_withdraw(caller, actor):
    application = submitted_application(open_round(), actor)

    answer = caller.post(f"applications/{application.reference}/withdraw/", {"reason": "사정이 생겼습니다."})

    assert (answer.status_code, answer.json()["status"]) == (201, "withdrawn")
    assert Application.objects.get(pk=application.pk).status == "withdrawn"


def test_receipt_before_the_first_submission_is_absent(caller, actor):
    application = complete_application(open_round(), actor)

    assert caller.get(f"applications/{application.reference}/receipt/").status_code == 404
