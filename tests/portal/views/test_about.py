"""Privacy policy, contact and help: open to everybody, linked from every page."""

import re

import pytest
from django.test import override_settings

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/privacy/", "/contact/", "/help/", "/rounds/", "/nothing/"])
def test_foot_of_every_page_links_privacy_contact_help_and_open_data(client, path):
    foot = client.get(path).content.decode().partition("<footer")[2]

    assert re.findall(r'href="(/[^"]*)"', foot) == ["/privacy/", "/contact/", "/help/", "/api/v1/docs/"]


@override_settings(OPERATOR="NIA", OPERATOR_EMAIL="call@nia.example", PRIVACY_OFFICER="정보호", RETENTION_YEARS=7)
def test_privacy_says_who_how_long_and_to_whom(client):
    page = client.get("/privacy/").content.decode()

    said = ["한국지능정보사회진흥원", "call@nia.example", "정보호", "공모 종료 후 7년", "처리 위탁", "2026. 1. 1."]
    assert [words for words in said if words not in page] == []


@override_settings(OPERATOR_EMAIL="")
def test_contact_without_an_address_names_the_notice(client):
    assert "공고문에 적힌 연락처를 이용해 주십시오." in client.get("/contact/").content.decode()


def test_help_answers_ten_questions(client):
    assert re.findall(r"<h3>(\d+)\.", client.get("/help/").content.decode()) == [str(each) for each in range(1, 11)]
