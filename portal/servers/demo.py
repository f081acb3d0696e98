"""What `make demo` runs: servers, the played rounds, then the whole portal until Ctrl-C."""

import os
import secrets
import sys

from portal.servers import launch, stack
from portal.servers.ports import answers, free_port, require_free
from portal.servers.process import ServerError
from portal.servers.supervise import Supervisor, interruptible

FOLDER = stack.ROOT / "var" / "demo"
# The day before the window of the call that is played.
STARTS_AT = "2026-01-22T10:00:00+09:00"
# A worker stopped in the middle of a report must not hold up the next start.
LEASE_SECONDS = "20"


def say(text: str) -> None:
    """One line of progress."""
    print(f"demo: {text}", flush=True)


def main() -> int:
    """Run until interrupted. Returns the exit status: 0 after Ctrl-C, 1 when something failed."""
    port = int(os.environ.get("PORT") or 8000)
    try:
        with interruptible():
            serve(port)
    except KeyboardInterrupt:
        say("stopped")
        return 0
    except ServerError as error:
        say(str(error))
        return 1
    return 0


def serve(port: int) -> None:
    """Start everything, play the rounds, serve on `port` and `port + 1`. Ends only by an exception."""
    require_free(port, port + 1)
    FOLDER.mkdir(parents=True, exist_ok=True)
    with launch.running(FOLDER / "servers", durable=True) as servers:
        say("database and broker run")
        mail_port = free_port()
        env = stack.environment(
            "demo",
            servers=servers.environment(),
            var=FOLDER,
            site_port=port,
            files_port=port + 1,
            mail_port=mail_port,
            secret=secret(),
        )
        with Supervisor(
            FOLDER / "log", env | {"CLUSTER_STARTS_AT": STARTS_AT, "OUTBOX_LEASE_SECONDS": LEASE_SECONDS}
        ) as portal:
            portal.run("migrate", [*stack.MANAGE, "migrate", "--database=owner", "--noinput"])
            say("tables are up to date")
            portal.start("mail", stack.mail_sink(mail_port, FOLDER / "mail"))
            portal.start("worker", stack.worker())
            portal.start("relay", stack.relay())
            portal.run("rounds", [*stack.MANAGE, "demo"], show=True)
            portal.start("beat", stack.beat())
            # The web server comes last: nothing answers before the rounds stand.
            portal.start("web", stack.web(port, port + 1))
            portal.wait_until(lambda: answers(port))
            say(f"http://localhost:{port} is ready (files on {port + 1}, logs in {portal.logs}); Ctrl-C stops it")
            portal.watch()


def secret() -> str:
    """The demo's own key, made once."""
    path = FOLDER / "secret"
    if not path.exists():
        draft = path.with_suffix(".new")
        draft.write_text(secrets.token_urlsafe(50))
        draft.replace(path)
    return path.read_text()


if __name__ == "__main__":
    sys.exit(main())
