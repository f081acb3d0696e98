"""Idempotency, preconditions, lists: what every operation has in common."""

from io import BytesIO

import pytest

from applications.models import Application, Document
from portal.models import KeptAnswer
from tests.factories.applications import draft_application
from tests.factories.papers import small_pdf
from tests.factories.people import person
from tests.factories.rounds import open_round
from tests.plugins.caller import Caller

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor():
    return person()


@pytest.fixture
def caller(actor):
    return Caller(actor)


def pdf(text):
    content = BytesIO(small_pdf(text))
    content.name = "제안서.pdf"
    return content


def test_same_key_and_same_body_give_the_same_answer(caller):
    path = f"rounds/{open_round().reference}/applications/"

    first, again = (caller.post(path, {"team_name": "가람"}, key="k") for _ in range(2))

    assert (again.status_code, again.json()) == (first.status_code, first.json())
    assert Application.objects.count() == 1


def test_same_key_and_another_body_are_refused(caller):
    path = f"rounds/{open_round().reference}/applications/"
    caller.post(path, {"team_name": "가람"}, key="k")

    answer = caller.post(path, {"team_name": "나래"}, key="k")

    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")


def test_same_key_of_two_people_are_two_keys(caller):
    path = f"rounds/{open_round().reference}/applications/"

    one, two = (each.post(path, {"team_name": "가람"}, key="k").json() for each in (caller, Caller(person())))

    assert one["reference"] != two["reference"]


def test_same_key_of_an_upload_looks_at_the_bytes(caller, actor):
    where = f"applications/{draft_application(open_round(), actor).reference}/documents/"

    first, again = (caller.upload(where, kind="proposal", file=pdf("가"), key="k") for _ in range(2))
    other = caller.upload(where, kind="proposal", file=pdf("나"), key="k")

    assert (first.status_code, again.json(), other.status_code) == (201, first.json(), 422)
    assert Document.objects.count() == 1


def test_refusal_is_not_kept_so_that_the_key_may_be_used_when_it_is_possible(caller):
    path = f"rounds/{open_round().reference}/applications/"

    refused = caller.post(path, {"team_name": ""}, key="k")
    done = caller.post(path, {"team_name": "가람"}, key="k")

    assert (refused.status_code, done.status_code) == (422, 201)
    assert KeptAnswer.objects.count() == 1


@pytest.mark.parametrize("key", ["with blank", "x" * 256, "é"])
def test_key_that_is_malformed_is_refused(caller, key):
    answer = caller.post(f"rounds/{open_round().reference}/applications/", {"team_name": "가람"}, key=key)

    assert (answer.status_code, answer.json()["code"]) == (400, "idempotency_key_malformed")


def test_change_says_what_it_changes(caller, actor):
    where = f"applications/{draft_application(open_round(), actor).reference}/"
    tag = caller.get(where).headers["ETag"]
    body = {"method": {"approach": "직접 학습"}}

    missing, done = caller.patch(where, body), caller.patch(where, body, match=tag)
    stale = caller.patch(where, body, match=tag)

    assert (missing.status_code, missing.json()["code"]) == (428, "precondition_required")
    assert (done.status_code, stale.status_code, stale.json()["code"]) == (200, 412, "precondition_failed")
    assert caller.get(where).headers["ETag"] == done.headers["ETag"]


def test_wrong_input_names_every_field_with_the_sentence_of_the_page(caller, actor):
    application = draft_application(open_round(), actor)
    body = {
        "team": {"partners": [{"name": "나래", "registration_no": "123"}]},
        "goals": {"benchmarks": [{"reference_score": "x"}]},
    }

    answer = caller.patch(f"applications/{application.reference}/", body, match=f'"{application.version}"')

    assert answer.status_code == 422
    assert [each["field"] for each in answer.json()["problems"]] == [
        "team.partners.0.registration_no",
        "goals.benchmarks.0.reference_score",
    ]
    assert Application.objects.get().version == application.version


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"colour": "red"}, "parameter_unknown"),
        ({"status": "lost"}, "parameter_invalid"),
        ({"ordering": "plan"}, "parameter_invalid"),
        ({"limit": "0"}, "parameter_invalid"),
        ({"limit": "201"}, "parameter_invalid"),
        ({"offset": "-1"}, "parameter_invalid"),
        ({"offset": "9" * 30}, "parameter_invalid"),
        ({"round": "a b"}, "parameter_invalid"),
    ],
)
def test_list_refuses_what_is_not_on_its_lists(caller, query, code):
    answer = caller.get("applications/", **query)

    assert (answer.status_code, answer.json()["code"]) == (422, code)


def test_list_is_filtered_and_turned_round(caller, actor):
    first, second = open_round(), open_round()
    one, two = draft_application(first, actor, team_name="가"), draft_application(second, actor, team_name="나")

    names = lambda **query: [row["reference"] for row in caller.get("applications/", **query).json()["results"]]  # noqa: E731

    assert names(ordering="team") == [one.reference, two.reference]
    assert names(ordering="-team") == [two.reference, one.reference]
    assert names(round=first.reference) == [one.reference]


def test_body_that_is_no_json_is_malformed(caller):
    path = f"/api/v1/rounds/{open_round().reference}/applications/"

    answers = [
        caller.client.post(path, data, content_type=kind, headers=caller.headers)
        for data, kind in (("{", "application/json"), ("a=1", "application/x-www-form-urlencoded"))
    ]

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [
        (400, "request_malformed"),
        (415, "media_type_unsupported"),
    ]


def test_problem_leads_to_its_description(caller):
    problem = caller.get("applications/NONE/").json()

    assert caller.client.get(problem["type"]).json()["code"] == "absent"
    codes = [each["code"] for each in caller.get("problems/").json()]
    assert {"absent", "deadline_passed", "vote_not_open"} <= set(codes)


def test_address_that_leads_nowhere_is_a_problem_too(caller):
    answer = caller.get("nowhere/")

    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")
