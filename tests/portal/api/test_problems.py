"""Refusals as JSON."""

import pytest
from django.http import Http404
from django.utils import translation
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from portal.api.problems import handle
from portal.errors import BrokenRule, NotNow, Problem


@pytest.fixture
def request_():
    return APIView().initialize_request(APIRequestFactory().get("/"))


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def test_handle_a_refusal(request_):
    response = handle(NotNow("state_changed"), {"request": request_})

    assert (response.status_code, response.content_type) == (409, "application/problem+json")
    assert response.data == {
        "type": "/api/v1/problems/state_changed/",
        "status": 409,
        "code": "state_changed",
        "detail": "This step is not possible in the present state.",
    }
    assert request_._request.must_roll_back


def test_handle_a_broken_rule_names_every_problem(request_):
    broken = BrokenRule(Problem("no_such_account", field_name="email"), Problem("not_manager"))

    body = handle(broken, {"request": request_}).data

    assert (body["status"], body["code"]) == (422, "no_such_account")
    assert body["problems"] == [
        {
            "code": "no_such_account",
            "field": "email",
            "detail": "There is no active account with this e-mail address.",
        },
        {"code": "not_manager", "field": "", "detail": "Only a manager may do this."},
    ]


def test_handle_leaves_the_rest_to_the_framework(request_):
    assert handle(Http404(), {"request": request_}).status_code == 404
    assert handle(ValueError(), {"request": request_}) is None
