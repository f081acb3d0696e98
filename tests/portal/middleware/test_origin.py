"""Two origins, one process: what belongs to one is not there on the other."""

from io import BytesIO
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from portal import files
from portal.clusters import server_now
from portal.registry import registry
from portal.roles import SYSTEM

pytestmark = pytest.mark.django_db
# The same host in the other ways in which a client may write it.
FILES_HOSTS = ["files.gwaban.test", "FILES.gwaban.test", "files.gwaban.test.", "files.gwaban.test:80"]
SITE_HOSTS = ["gwaban.test", "Gwaban.test", "gwaban.test:80"]


@pytest.fixture(autouse=True)
def two_hosts(settings):
    settings.SITE_HOST, settings.FILES_HOST = "gwaban.test", "files.gwaban.test"
    settings.ALLOWED_HOSTS = ["gwaban.test", "files.gwaban.test"]


@pytest.fixture
def file_path(monkeypatch):
    monkeypatch.setattr(registry, "file_doors", [lambda actor, file: True])
    stored = files.store(
        BytesIO(b"%PDF-"), name="a.pdf", content_type="application/pdf", actor=SYSTEM, now=server_now()
    )
    return urlsplit(files.link(stored, actor=SYSTEM, session=None)).path


def status(client, host, path):
    response = client.get(path, headers={"host": host})
    response.getvalue()  # A file that is sent is closed by being read.
    return response.status_code


@pytest.mark.parametrize("host", FILES_HOSTS)
def test_files_origin_has_files_only(client, file_path, host):
    assert status(client, host, file_path) == 200
    for path in ("/", "/rounds/", "/accounts/login/", "/approvals/", "/api/v1/schema/", "/demo/style/", "/nowhere/"):
        assert status(client, host, path) == 404


@pytest.mark.parametrize("host", SITE_HOSTS)
def test_site_origin_has_no_files(client, file_path, host):
    assert status(client, host, "/rounds/") == 200
    assert status(client, host, file_path) == 404


def test_unknown_host_has_nothing(client, file_path):
    for path in ("/rounds/", file_path):
        assert status(client, "evil.test", path) == 400


def test_absent_file_is_the_house_page_without_a_menu(client):
    response = client.get("/files/forged/", headers={"host": settings.FILES_HOST})

    assert response.status_code == 404
    assert b"<form" not in response.content
