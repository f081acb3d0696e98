"""Health answers for whoever balances the load: 200 or 503, always JSON, never an error page."""

import pytest

from tests.plugins.databases import pointed_at

FINE = {"ok": True, "checks": {"database": "ok"}}


@pytest.fixture
def database_away(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), pointed_at("no_such_database"):
        yield


def test_healthz_is_fine_without_broker_and_worker(client, db):
    response = client.get("/healthz")

    assert (response.status_code, response.json()) == (200, FINE)
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("host", ["evil.test", "10.0.0.7:8000", "localhost:8001"])
def test_healthz_asks_no_host_and_starts_no_session(client, db, host):
    response = client.get("/healthz", headers={"host": host})

    assert (response.status_code, response.json(), dict(response.cookies)) == (200, FINE, {})


def test_healthz_without_database_is_503(client, database_away):
    response = client.get("/healthz")

    assert response.status_code == 503
    assert response.json() == {"ok": False, "checks": {"database": "OperationalError"}}


def test_readyz_names_what_is_missing(client, db):
    response = client.get("/readyz")

    assert response.status_code == 503
    checks = {"database": "ok", "cache": "ok", "worker": "RuntimeError", "storage": "ok"}
    assert response.json() == {"ok": False, "checks": checks}


def test_readyz_without_broker_storage_and_database_names_each(client, database_away, settings, tmp_path):
    settings.REDIS_URL = f"redis+socket://{tmp_path}/gone.sock"
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "gone"},
        },
    }
    response = client.get("/readyz")

    assert response.status_code == 503
    checks = {
        "database": "OperationalError",
        "cache": "ConnectionError",
        "worker": "RuntimeError",
        "storage": "RuntimeError",
    }
    assert response.json()["checks"] == checks


def test_page_without_database_is_the_plain_error_page(client, database_away):
    client.raise_request_exception = False
    response = client.get("/rounds/")

    assert response.status_code == 500
    assert "<h1>" in response.content.decode()
