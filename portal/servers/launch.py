"""One block in which a database and a broker are there: the named ones, else embedded ones."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from portal.servers import postgres, valkey
from portal.servers.account import elsewhere
from portal.servers.process import ServerError

NAMED = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL")


@dataclass(frozen=True)
class ServerUrls:
    """Addresses of the running servers, and the logs of those that are ours."""

    database_url: str
    database_owner_url: str
    redis_url: str
    logs: tuple[Path, ...] = ()

    def environment(self) -> dict[str, str]:
        """The variables that portal/settings.py reads."""
        named = dict(zip(NAMED, (self.database_url, self.database_owner_url, self.redis_url), strict=True))
        return named | ({"DATABASE_LOG": str(self.logs[0])} if self.logs else {})


@contextmanager
def running(folder: Path, *, durable: bool) -> Iterator[ServerUrls]:
    """Give the servers that the environment names, else run embedded ones on `folder` until the block ends.

    `durable` keeps the database over crashes and runs; otherwise it trades safety for speed and lets the owner create
    databases. Raises ServerError if only some of the three variables are set, if another process holds the folder, or
    if a server does not start.
    """
    named = [os.environ[name] for name in NAMED if os.environ.get(name)]
    if len(named) == len(NAMED):
        yield ServerUrls(*named)
        return
    if named:
        raise ServerError(f"Set all of {', '.join(NAMED)}, or none of them.")
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    logs = tuple(folder / name for name in ("postgres.log", "valkey.log"))
    with (
        held(folder),
        _sockets(folder) as sockets,
        postgres.running(folder / "postgres", durable=durable, sockets=sockets, log=logs[0]) as urls,
        valkey.running(sockets=sockets, log=logs[1]) as redis_url,
    ):
        yield ServerUrls(urls["gwaban_web"], urls["gwaban_owner"], redis_url, logs)


def remove(folder: Path) -> None:
    """Delete everything that `running` keeps for this folder. Raises ServerError while it is in use."""
    folder = folder.resolve()
    if not folder.exists():
        return
    with held(folder):
        _clear_sockets(folder / "sockets")
        shutil.rmtree(elsewhere(folder / "postgres"), ignore_errors=True)
        shutil.rmtree(folder)


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Keep the folder for this process. Raises ServerError when another one has it."""
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ServerError(f"{folder} is in use by another process.") from None
        yield


@contextmanager
def _sockets(folder: Path) -> Iterator[Path]:
    """A folder whose path is short enough for sockets (about 100 bytes); a link leads the next run to a left-over."""
    link = folder / "sockets"
    _clear_sockets(link)
    link.symlink_to(tempfile.mkdtemp(prefix="gwaban-"))
    try:
        yield link.readlink()
    finally:
        _clear_sockets(link)


def _clear_sockets(link: Path) -> None:
    if link.is_symlink():
        shutil.rmtree(link.readlink(), ignore_errors=True)
        link.unlink()
