"""Starting and ending one child process so that it can never outlive us."""

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import nullcontext, suppress
from pathlib import Path


class ServerError(Exception):
    """A server could not be started, or ended by itself; the text says which and shows the end of its log."""


def start(
    command: Sequence[str | Path],
    *,
    log: Path | None,
    env: Mapping[str, str] | None = None,
    prefix: Sequence[str] = (),
    on_our_death: signal.Signals = signal.SIGKILL,
) -> subprocess.Popen[bytes]:
    """Start the command in a process group of its own, its output appended to `log` (None: to our own).

    The kernel sends it `on_our_death` when we end without having stopped it, `kill -9` included. Changing the user
    forgets that request, so it is made after `prefix` (a command that changes the user) has done its part.
    """
    guard = ["setpriv", "--pdeathsig", on_our_death.name.removeprefix("SIG"), "--"]
    with log.open("ab") if log else nullcontext() as output:
        return subprocess.Popen(
            [*prefix, *guard, *map(str, command)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=env,
            start_new_session=True,
        )


def stop(child: subprocess.Popen[bytes], *, by: signal.Signals = signal.SIGTERM, within: float = 5.0) -> None:
    """Ask the child to end; after `within` seconds kill whatever is left of its process group."""
    if child.poll() is None:
        child.send_signal(by)
        with suppress(subprocess.TimeoutExpired):
            child.wait(within)
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def tail(log: Path, lines: int = 20) -> str:
    """The last lines of a log, to be shown to a person."""
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
