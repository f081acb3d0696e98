"""The API describes itself, also under the content security policy."""

import json
import re

import pytest
from django.urls import get_resolver, reverse

from portal.registry import registry
from tests.architecture.test_urls import walk

pytestmark = pytest.mark.django_db


@pytest.fixture
def schema(client):
    return json.loads(client.get(reverse("api-schema"), {"format": "json"}).content)


def operations(schema):
    return [operation for path in schema["paths"].values() for operation in path.values()]


def test_schema_is_openapi_3_1_and_names_every_address(schema):
    addresses = {pattern.name for _route, pattern in walk(get_resolver()) if hasattr(pattern.callback, "cls")} - {
        "api-schema",
        "api-docs",
    }

    assert schema["openapi"] == "3.1.0"
    assert len(schema["paths"]) == len(addresses) > 50
    names = [operation["operationId"] for operation in operations(schema)]
    assert len(names) == len(set(names))


def test_schema_lists_the_scopes_and_which_one_each_operation_needs(schema):
    listed = schema["components"]["securitySchemes"]["token"]["x-scopes"]
    needed = {
        each["token"][0]
        for operation in operations(schema)
        for each in operation.get("security", [])
        if "token" in each
    }

    assert listed.keys() == registry.scopes.keys() == needed


def test_docs_have_nothing_inline(client):
    page = client.get(reverse("api-docs")).content.decode()

    assert re.findall(r"<style|<script(?![^>]*src=)|\son\w+=", page) == []
    (script,) = re.findall(r'src="(/api/v1/docs/[^"]*)"', page)
    assert "SwaggerUIBundle" in client.get(script.replace("&amp;", "&")).content.decode()


def test_schema_says_that_public_reading_needs_no_account(client):
    schema = json.loads(client.get(reverse("api-schema"), {"format": "json"}).content)

    assert "계정 없이 누구나 볼 수 있습니다" in schema["info"]["description"]
    assert schema["paths"]["/api/v1/rounds/"]["get"].get("security", [{}])[-1] == {}
