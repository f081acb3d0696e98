"""`make demo-reset` empties a demo's database and no other."""

import psycopg
import pytest

from portal.servers.process import ServerError
from portal.servers.reset import empty
from tests.plugins import databases


@pytest.fixture
def owner_url(fresh_database):
    return databases.url("DATABASE_OWNER_URL", fresh_database)


def tables(url):
    with psycopg.connect(url) as owner:
        return owner.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()[0]


def test_empty_drops_a_demo(owner_url):
    with psycopg.connect(owner_url) as owner:
        owner.execute("ALTER TABLE portal_cluster DISABLE TRIGGER ALL")
        owner.execute("UPDATE portal_cluster SET kind = 'demo'")
    empty(owner_url)
    assert tables(owner_url) == 0


def test_empty_refuses_another_kind(owner_url):
    before = tables(owner_url)
    with pytest.raises(ServerError, match="not created as a demo"):
        empty(owner_url)
    assert tables(owner_url) == before > 0


def test_empty_refuses_an_unknown_database(owner_url):
    with psycopg.connect(owner_url) as owner:
        owner.execute("DROP TABLE portal_cluster CASCADE")
    with pytest.raises(ServerError, match="not created as a demo"):
        empty(owner_url)
