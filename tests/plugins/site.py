"""The whole portal in processes of its own, on a database of its own."""

import mailbox
import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from pytest_django.plugin import DjangoDbBlocker

from portal.servers import stack, valkey
from portal.servers.ports import answers, free_port
from portal.servers.supervise import Supervisor
from tests.plugins import databases


@dataclass(frozen=True)
class LiveSite:
    """A running portal. The test's own ORM leads to the same database and the same files."""

    url: str
    files_url: str
    mails: Path
    portal: Supervisor

    def process(self, name: str) -> subprocess.Popen[bytes]:
        """The process named web, worker, relay, mail or beat."""
        return self.portal.children[name]

    def start_worker(self) -> None:
        """Start the worker again after a test has killed it."""
        self.portal.start("worker", stack.worker())

    def inbox(self, address: str) -> list[Message]:
        """The mails that reached this address, oldest first."""
        messages = sorted(mailbox.Maildir(self.mails).items())
        return [message for _, message in messages if address in message["X-RcptTo"]]

    def wait_until(self, ready: Callable[[], object], *, within: float = 30) -> None:
        """Wait for something that worker, relay or clock bring about."""
        self.portal.wait_until(lambda: bool(ready()), within=within)


@contextmanager
def running_site(*, beat: bool = False) -> Iterator[LiveSite]:
    """Run the portal on a fresh database until the block ends."""
    site_port, files_port, mail_port = (free_port() for _ in range(3))
    with databases.clone() as name, tempfile.TemporaryDirectory(prefix="gwaban-") as folder:
        logs = Path(folder)
        with valkey.running(sockets=logs, log=logs / "valkey.log") as redis_url:
            urls = {
                variable: _renamed(os.environ[variable], name) for variable in ("DATABASE_URL", "DATABASE_OWNER_URL")
            }
            env = stack.environment(
                "test",
                servers={**urls, "REDIS_URL": redis_url},
                var=Path(os.environ["GWABAN_VAR"]),
                site_port=site_port,
                files_port=files_port,
                mail_port=mail_port,
                secret=os.environ["SECRET_KEY"],
            )
            with Supervisor(logs, env) as portal:
                portal.start("mail", stack.mail_sink(mail_port, logs / "mail"))
                portal.start("worker", stack.worker(concurrency=1))
                portal.start("relay", stack.relay())
                if beat:
                    portal.start("beat", stack.beat())
                portal.start("web", stack.web(site_port, files_port, workers=1))
                portal.wait_until(lambda: answers(site_port, "/readyz"))
                yield LiveSite(env["SITE_ORIGIN"], env["FILES_ORIGIN"], logs / "mail", portal)


def _renamed(url: str, database: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


@pytest.fixture(scope="module")
def live_site(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[LiveSite]:
    """One running portal for the tests of a module; what they write stays until the module ends."""
    with django_db_blocker.unblock(), running_site() as site:
        yield site
