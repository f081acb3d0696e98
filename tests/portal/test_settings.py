"""What production's settings make of pages and cookies."""

import os
import runpy
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.test import Client, override_settings

from portal.checks import second_factor_is_required
from portal.servers.stack import ROOT
from tests.factories.people import PASSWORD, make_user

ENVIRONMENT = {
    "GWABAN_MODE": "production",
    "SITE_ORIGIN": "https://gwaban.example",
    "FILES_ORIGIN": "https://files.gwaban.example",
    "BEHIND_PROXY": "1",
}
OF_HTTPS = (
    "SESSION_",
    "DEVICE_COOKIE",
    "CSRF_",
    "LANGUAGE_COOKIE",
    "SECURE_",
    "SITE_",
    "FILES_",
    "ALLOWED_HOSTS",
    "CONTENT_SECURITY",
)


def read_settings(monkeypatch, **changes):
    """The settings file as a process of this environment would read it."""
    for name, value in (ENVIRONMENT | changes).items():
        monkeypatch.setenv(name, value)
    return runpy.run_path(str(ROOT / "portal" / "settings.py"))


@pytest.fixture
def https_client(monkeypatch):
    """A browser on a site that is served over https."""
    read = read_settings(monkeypatch)
    with override_settings(**{name: value for name, value in read.items() if name.startswith(OF_HTTPS)}):
        yield Client(headers={"host": "gwaban.example", "x-forwarded-proto": "https"})


def flags(cookie):
    return {name: cookie[name] for name in ("secure", "httponly", "samesite", "path", "domain")}


@pytest.mark.django_db
def test_cookies_under_https_stay_with_host_and_transport(https_client):
    user = make_user()
    https_client.get("/accounts/login/")
    https_client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    https_client.post("/language/", {"language": "en"})

    strict = {"secure": True, "httponly": True, "samesite": "Lax", "path": "/", "domain": ""}
    assert {name: flags(cookie) for name, cookie in https_client.cookies.items()} == {
        "__Host-session": strict,
        "__Host-device": strict,
        "__Host-csrf": strict,
        "language": strict,
    }


@pytest.mark.django_db
def test_headers_under_https(https_client):
    response = https_client.get("/rounds/")

    assert response.status_code == 200
    assert response["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    assert {name: response[name] for name in ("X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy")} == {
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
    }


@pytest.mark.django_db
def test_http_is_sent_to_https(https_client):
    response = https_client.get("/rounds/", headers={"x-forwarded-proto": "http"})

    assert (response.status_code, response["Location"]) == (301, "https://gwaban.example/rounds/")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/rounds/", "/accounts/login/", "/nowhere/", "/demo/style/"])
def test_policy_of_pages_is_strict(client, path):
    policy = dict(part.split(" ", 1) for part in client.get(path)["Content-Security-Policy"].split("; "))

    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "form-action": f"'self' {settings.FILES_ORIGIN}",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
        "object-src": "'none'",
    }


@pytest.mark.parametrize("missing", ["SECRET_KEY", "SITE_ORIGIN", "REDIS_URL"])
def test_production_stops_without_its_values(monkeypatch, missing):
    monkeypatch.delenv(missing, raising=False)
    without = {name: value for name, value in ENVIRONMENT.items() if name != missing}
    for name, value in without.items():
        monkeypatch.setenv(name, value)

    with pytest.raises(ImproperlyConfigured, match=missing):
        runpy.run_path(str(ROOT / "portal" / "settings.py"))


@pytest.mark.parametrize(
    "changes", [{"SITE_ORIGIN": "http://gwaban.example"}, {"GWABAN_MODE": "prodction"}, {"SECOND_FACTOR": "never"}]
)
def test_settings_refuse_what_is_not_meant(monkeypatch, changes):
    with pytest.raises(ImproperlyConfigured):
        read_settings(monkeypatch, **changes)


@pytest.mark.parametrize(("mode", "expected"), [("production", "required"), ("demo", "optional"), ("test", "optional")])
def test_second_factor_is_required_unless_it_is_a_demo_or_test(monkeypatch, mode, expected):
    assert read_settings(monkeypatch, GWABAN_MODE=mode)["SECOND_FACTOR"] == expected


def test_check_refuses_a_relaxed_second_factor(settings):
    found = {}
    for value in ("required", "optional"):
        settings.SECOND_FACTOR = value
        found[value] = [each.id for each in second_factor_is_required(None)]

    assert found == {"required": [], "optional": ["portal.E002"]}


def test_production_has_no_demo_and_tool_mode_needs_nothing():
    """Both in processes of their own: addresses and settings are read once."""
    probe = "import django; django.setup(); from django.urls import resolve; print(resolve('{}').url_name)"
    bare = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    bare["DJANGO_SETTINGS_MODULE"] = "portal.settings"
    production = (
        bare | ENVIRONMENT | {"SECRET_KEY": "x" * 60, "REDIS_URL": "redis://nowhere", "DATABASE_URL": "postgresql:///x"}
    )

    def run(env, path):
        command = [sys.executable, "-c", probe.format(path)]
        done = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, check=False)
        return done.stdout.strip() or done.stderr.strip().splitlines()[-1].split(":")[0]

    assert run(production, "/rounds/") == "rounds"
    assert run(production, "/demo/style/") == "django.urls.exceptions.Resolver404"
    assert run(bare, "/rounds/") == "rounds"
