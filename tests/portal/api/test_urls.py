"""The API describes itself, also under the content security policy."""

import json
import re

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_schema_is_openapi_3_and_names_every_address(client):
    schema = json.loads(client.get(reverse("api-schema"), {"format": "json"}).content)

    assert schema["openapi"].startswith("3.")
    assert sorted(schema["paths"]) == [
        "/api/v1/rounds/",
        "/api/v1/rounds/{reference}/",
        "/api/v1/rounds/{reference}/decision/",
    ]


def test_docs_have_nothing_inline(client):
    page = client.get(reverse("api-docs")).content.decode()

    assert re.findall(r"<style|<script(?![^>]*src=)|\son\w+=", page) == []
    (script,) = re.findall(r'src="(/api/v1/docs/[^"]*)"', page)
    assert "SwaggerUIBundle" in client.get(script.replace("&amp;", "&")).content.decode()


def test_schema_says_that_reading_needs_no_account(client):
    schema = json.loads(client.get(reverse("api-schema"), {"format": "json"}).content)

    assert "계정과 인증키가 필요 없으며" in schema["info"]["description"]
    assert "securitySchemes" not in schema.get("components", {})
