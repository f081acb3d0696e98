"""The embedded servers start from nothing and from what a crash left, and stay out of the way of named ones."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from portal.servers import account, launch, postgres
from portal.servers.process import ServerError

# Runs servers, says so, and waits to be killed.
LAUNCHER = """
import sys, time
from pathlib import Path
from portal.servers import running
with running(Path(sys.argv[1]), durable=True) as servers:
    print(servers.database_owner_url, flush=True)
    time.sleep(60)
"""


@pytest.fixture
def unnamed(monkeypatch):
    """No servers named in the environment."""
    for name in launch.NAMED:
        monkeypatch.delenv(name)


@pytest.fixture
def folder():
    # Not `tmp_path`: nobody else may enter that, and PostgreSQL does not run as root.
    path = Path(os.environ["GWABAN_VAR"]) / "launch"
    yield path
    launch.remove(path)


def test_running_gives_a_restricted_role(unnamed, folder):
    with (
        launch.running(folder, durable=False) as servers,
        psycopg.connect(servers.database_url, autocommit=True) as web,
    ):
        role = web.execute(
            """SELECT rolsuper, rolcreatedb, rolcreaterole, rolinherit, rolreplication, rolbypassrls,
                      pg_has_role('gwaban_owner', 'MEMBER') FROM pg_roles WHERE rolname = current_user"""
        ).fetchone()
        assert role == (False,) * 7
        for statement in ("SET ROLE gwaban_owner", "CREATE TABLE mine ()", "CREATE TEMPORARY TABLE mine ()"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                web.execute(statement)
    assert not (folder / "sockets").exists()


def test_running_continues_after_kill(unnamed, folder):
    """What was committed survives `kill -9` of the launcher, whose servers end with it."""
    command = [sys.executable, "-c", LAUNCHER, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as launcher:
        url = launcher.stdout.readline().strip()
        with psycopg.connect(url) as owner:
            owner.execute("CREATE TABLE kept AS SELECT 7 AS number")
        launcher.send_signal(signal.SIGKILL)
    with (
        launch.running(folder, durable=True) as servers,
        psycopg.connect(servers.database_owner_url) as owner,
    ):
        assert owner.execute("SELECT number FROM kept").fetchone() == (7,)


def test_running_repairs_a_half_made_cluster(unnamed, folder):
    """An `initdb` that was cut short leaves a draft, a pid file may name a process that is none of ours."""
    (folder / "postgres" / "data.new").mkdir(parents=True)
    (folder / "postgres" / "data.new" / "PG_VERSION").write_text("1")
    with launch.running(folder, durable=False):
        pass
    data = account.account(folder / "postgres", postgres.PROGRAMS).home / "data"
    (data / "postmaster.pid").write_text(f"{os.getpid()}\n")
    with launch.running(folder, durable=False) as servers, psycopg.connect(servers.database_url) as web:
        assert web.execute("SELECT 1").fetchone() == (1,)


def test_running_refuses_a_folder_in_use(unnamed, folder):
    with launch.running(folder, durable=False):
        with pytest.raises(ServerError, match="in use"), launch.running(folder, durable=False):
            pass
        with pytest.raises(ServerError, match="in use"):
            launch.remove(folder)


def test_running_takes_named_servers(monkeypatch, tmp_path):
    named = {
        "DATABASE_URL": "postgresql://w@db/x",
        "DATABASE_OWNER_URL": "postgresql://o@db/x",
        "REDIS_URL": "redis://r",
    }
    for name, value in named.items():
        monkeypatch.setenv(name, value)
    with launch.running(tmp_path / "unused", durable=True) as servers:
        assert servers.environment() == named
    assert not (tmp_path / "unused").exists()


def test_running_refuses_some_named_servers(unnamed, monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgresql://w@db/x")
    with pytest.raises(ServerError, match="all of"), launch.running(tmp_path, durable=True):
        pass
