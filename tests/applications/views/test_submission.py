"""The check page, the refusal, the receipt."""

from datetime import timedelta

import pytest
from django.urls import reverse

from applications.models import Application, RefusedAttempt, Submission
from applications.rules.consortium import PersonRole
from portal import reports
from portal.models import OutboxMessage, ReportOrder, User
from portal.registry import registry
from tests.factories.applications import (
    complete_application,
    draft_application,
    file_document,
    share,
    submit,
    submitted_application,
)
from tests.factories.papers import small_pdf
from tests.factories.people import person
from tests.factories.rounds import close, open_round, pass_moment
from tests.plugins.statements import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor():
    return person(name="김가람")


@pytest.fixture
def browser(client, actor):
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


def url(application, name="submit"):
    return reverse(name, args=[application.reference])


def form_of(page):
    return {field.name: field.value() for field in page.context["form"]} | {"declared": "on"}


def test_submit_shows_every_file_with_size_and_hash(browser, actor):
    application = complete_application(open_round(), actor, partners=16)

    page = browser.get(url(application))

    body = page.content.decode()
    for entry in page.context["draft"].manifest["files"]:
        assert entry["name"] in body
        assert entry["sha256"] in body
    assert page.context["can_submit"] is True


def test_submit_hands_in_within_twenty_statements(browser, actor):
    application = complete_application(open_round(), actor, partners=16)
    form = form_of(browser.get(url(application)))

    with counted() as sent:
        answer = browser.post(url(application), form)

    assert answer.headers["location"] == url(application, "receipt")
    assert len(sent) <= 20, "\n".join(sent)
    assert Submission.objects.get().application == application


def test_submit_again_with_another_consortium_stays_within_twenty_statements(browser, actor):
    application = submitted_application(open_round(), actor)
    current = Application.objects.get(pk=application.pk)
    current.plan["team"]["content"]["partners"][0]["name"] = "새 참여기관"
    current.save()
    form = form_of(browser.get(url(application)))

    with counted() as sent:
        browser.post(url(application), form)

    assert len(sent) <= 20, "\n".join(sent)
    assert Submission.objects.count() == 2


def test_submit_twice_two_tabs_and_back_are_one_submission(browser, actor):
    application = complete_application(open_round(), actor)
    first_tab, second_tab = (form_of(browser.get(url(application))) for _ in range(2))

    answers = [browser.post(url(application), form) for form in (first_tab, first_tab, second_tab)]

    assert {answer.headers["location"] for answer in answers} == {url(application, "receipt")}
    assert Submission.objects.count() == 1
    assert OutboxMessage.objects.filter(topic="receipt").count() == 1


def test_submit_after_the_draft_changed_shows_it_once_more(browser, actor):
    application = complete_application(open_round(), actor)
    form = form_of(browser.get(url(application)))
    file_document(application, actor, "proposal", small_pdf("new"))

    answer = browser.post(url(application), form)

    assert answer.headers["location"] == f"{url(application)}?changed=1"
    assert Submission.objects.count() == 0
    page = browser.get(answer.headers["location"])
    assert page.context["was_changed"] is True
    assert browser.post(url(application), form_of(page)).headers["location"] == url(application, "receipt")


@pytest.mark.parametrize(
    "form", [{}, {"idempotency_key": "k"}, {"idempotency_key": "k", "expected": "x"}, {"idempotency_key": "k" * 65}]
)
def test_submit_without_its_form_submits_nothing(browser, actor, form):
    application = complete_application(open_round(), actor)

    assert browser.post(url(application), form).status_code == 200
    assert Submission.objects.count() == 0


def test_submit_of_an_incomplete_draft_names_what_is_missing(browser, actor):
    application = draft_application(open_round(), actor)
    page = browser.get(url(application))

    assert page.context["can_submit"] is False
    answer = browser.post(url(application), form_of(page))
    assert answer.status_code == 422
    assert len(answer.context["problems"]) == 19


def test_submit_is_offered_to_submitters_alone(client, actor):
    application = complete_application(open_round(), actor)
    editor = person()
    share(application, actor, editor, PersonRole.EDITOR)
    client.force_login(User.objects.get(pk=editor.user_id))

    page = client.get(url(application))

    assert page.context["can_submit"] is False
    assert client.post(url(application), form_of(page)).status_code == 403


def test_submit_too_late_is_a_numbered_refusal_that_stays(browser, actor):
    round_ = open_round(closes_in=timedelta(minutes=5))
    application = complete_application(round_, actor)
    form = form_of(browser.get(url(application)))
    pass_moment(round_.deadlines.get().closes_at)

    with counted() as sent:
        answer = browser.post(url(application), form)

    attempt = RefusedAttempt.objects.get(application=application)
    body = answer.content.decode()
    assert answer.status_code == 409
    assert attempt.number in body
    assert f"{attempt.attempted_at.microsecond // 1000:03}" in body
    assert len(sent) <= 20
    assert browser.get(url(application)).context["can_submit"] is False


def test_submit_with_the_old_key_after_the_deadline_leads_to_the_receipt(browser, actor):
    round_ = open_round()
    application = complete_application(round_, actor)
    form = form_of(browser.get(url(application)))
    browser.post(url(application), form)
    close(round_)

    assert browser.post(url(application), form).headers["location"] == url(application, "receipt")
    assert RefusedAttempt.objects.count() == 0


def test_receipt_shows_what_was_stored(browser, actor):
    application = submitted_application(open_round(), actor, partners=16)
    submission = application.submissions.get()

    with counted() as sent:
        page = browser.get(url(application, "receipt"))

    body = page.content.decode()
    for text in (submission.receipt_no, submission.manifest_sha256, page.context["receipt"].link.hash):
        assert text in body
    for entry in submission.manifest["files"]:
        assert entry["sha256"] in body
    assert len(sent) <= 8, "\n".join(sent)


def test_receipt_lists_earlier_ones_and_warns_of_changes(browser, actor):
    application = submitted_application(open_round(), actor)
    file_document(application, actor, "proposal", small_pdf("2"))
    assert browser.get(url(application, "application")).context["draft"].has_changed is True

    submit(application, actor)

    page = browser.get(url(application, "receipt"))
    assert [each["label"] for each in page.context["earlier"]] != []
    assert browser.get(url(application, "application")).context["draft"].has_changed is False


def test_receipt_before_submitting_is_absent(browser, actor):
    application = draft_application(open_round(), actor)

    assert browser.get(url(application, "receipt")).status_code == 404
    assert browser.get(url(application, "receipt_pdf")).headers["location"] == url(application, "receipt")


def test_receipt_says_where_its_paper_stands(browser, actor):
    application = submitted_application(open_round(), actor)
    submission = application.submissions.get()

    assert browser.get(url(application, "receipt")).context["paper"] is None
    assert browser.get(url(application, "receipt_pdf")).headers["location"] == url(application, "receipt")

    registry.topics["receipt"].work(submission.pk)()
    assert browser.get(url(application, "receipt")).context["paper"].status == "waiting"
    order = ReportOrder.objects.get(kind="receipt", subject=submission.receipt_no)
    OutboxMessage.objects.filter(topic="report", object_id=order.pk).update(failed_at=submission.received_at)
    assert browser.get(url(application, "receipt")).context["paper"].status == "failed"

    reports.make(order.pk)()
    with counted() as sent:
        page = browser.get(url(application, "receipt"))
    assert page.context["paper"].status == "done"
    assert len(sent) <= 8
    assert "/files/" in browser.get(url(application, "receipt_pdf")).headers["location"]
