"""The whole portal in processes of its own, on a database of its own."""

import mailbox
import os
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

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
    commands: Mapping[str, stack.Command]

    def process(self, name: str) -> subprocess.Popen[bytes]:
        """The process named broker, mail, worker, relay, web or beat."""
        return self.portal.children[name]

    def kill(self, name: str) -> None:
        """`kill -9` a process and everything it has started; from now on nobody misses it."""
        child = self.portal.children.pop(name)
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()

    def start(self, name: str) -> None:
        """Start a process again that a test has killed."""
        self.portal.start(name, self.commands[name])

    def inbox(self, address: str) -> list[Message]:
        """The mails that reached this address, oldest first."""
        messages = sorted(mailbox.Maildir(self.mails).items())
        return [message for _, message in messages if address in message["X-RcptTo"]]

    def wait_until(self, ready: Callable[[], object], *, within: float = 120) -> None:
        """Wait for something that worker, relay or clock bring about."""
        self.portal.wait_until(lambda: bool(ready()), within=within)


@contextmanager
def running_site(*, beat: bool = False, **variables: str) -> Iterator[LiveSite]:
    """Run the portal on a fresh database until the block ends; `variables` go into its environment."""
    site_port, files_port, mail_port = (free_port() for _ in range(3))
    with databases.clone() as name, tempfile.TemporaryDirectory(prefix="gwaban-") as folder:
        logs = Path(folder)
        urls = {variable: databases.url(variable, name) for variable in ("DATABASE_URL", "DATABASE_OWNER_URL")}
        env = stack.environment(
            "test",
            servers={**urls, "REDIS_URL": valkey.address(logs)},
            var=Path(os.environ["GWABAN_VAR"]),
            site_port=site_port,
            files_port=files_port,
            mail_port=mail_port,
            secret=os.environ["SECRET_KEY"],
        )
        commands = {
            "broker": valkey.command(logs),
            "mail": stack.mail_sink(mail_port, logs / "mail"),
            "worker": stack.worker(concurrency=1),
            "relay": stack.relay(),
            "web": stack.web(site_port, files_port, workers=1),
        }
        if beat:
            commands["beat"] = stack.beat()
        with Supervisor(logs, env | variables) as portal:
            for each, command in commands.items():
                portal.start(each, command)
                # Nothing else starts before the broker is there.
                portal.wait_until(lambda: valkey.answers(logs))
            portal.wait_until(lambda: answers(site_port, "/readyz"))
            yield LiveSite(env["SITE_ORIGIN"], env["FILES_ORIGIN"], logs / "mail", portal, commands)


@pytest.fixture(scope="module")
def live_site(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[LiveSite]:
    """One running portal for the tests of a module; what they write stays until the module ends."""
    with django_db_blocker.unblock(), running_site() as site:
        yield site
