"""Keeps a set of processes together: they start here, they stop here, and none dies unnoticed."""

import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Self

from portal.servers import process

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def interruptible() -> Iterator[None]:
    """Turn the first stop signal into KeyboardInterrupt and ignore the rest, so that nothing cuts the clean-up."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        for stop_signal in STOP_SIGNALS:
            signal.signal(stop_signal, signal.SIG_IGN)
        raise KeyboardInterrupt

    before = {stop_signal: signal.signal(stop_signal, interrupt) for stop_signal in STOP_SIGNALS}
    try:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)
        yield
    finally:
        for stop_signal, handler in before.items():
            signal.signal(stop_signal, handler)


class Supervisor:
    """Named processes with one log file each; leaving the `with` block ends all of them within seven seconds."""

    def __init__(self, logs: Path, env: Mapping[str, str]) -> None:
        self.logs = logs
        self.env = env
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        logs.mkdir(parents=True, exist_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.stop()

    def log(self, name: str) -> Path:
        """Where the process of this name writes."""
        return self.logs / f"{name}.log"

    def start(self, name: str, command: Sequence[str]) -> subprocess.Popen[bytes]:
        """Start one more process."""
        self.children[name] = process.start(command, log=self.log(name), env=self.env)
        return self.children[name]

    def run(self, name: str, command: Sequence[str], *, show: bool = False) -> None:
        """Run a command to its end while the others are watched; `show` lets it write to our terminal.

        Raises ServerError if it fails or one of the others ends.
        """
        log = None if show else self.log(name)
        task = process.start(command, log=log, env=self.env)
        try:
            while task.poll() is None:
                self.check()
                time.sleep(0.05)
        finally:
            process.stop(task, within=3)
        if task.returncode:
            text = f":\n{process.tail(log)}" if log else ""
            raise process.ServerError(f"{name} failed with status {task.returncode}{text}")

    def check(self) -> None:
        """Raise ServerError if a process has ended; none is started again behind anybody's back."""
        for name, child in self.children.items():
            if child.poll() is not None:
                text = process.tail(self.log(name))
                raise process.ServerError(f"{name} ended unexpectedly (status {child.returncode}):\n{text}")

    def wait_until(self, ready: Callable[[], bool], *, within: float = 60) -> None:
        """Wait for something that the processes bring about. Raises ServerError if one ends or time runs out."""
        deadline = time.monotonic() + within
        while not ready():
            self.check()
            if time.monotonic() > deadline:
                raise process.ServerError(f"not ready within {within:.0f} s; see the logs in {self.logs}")
            time.sleep(0.1)

    def watch(self) -> None:
        """Wait until a process ends, which raises ServerError."""
        while True:
            self.check()
            time.sleep(0.2)

    def stop(self) -> None:
        """Ask all at once, youngest first, then kill what is left."""
        for child in reversed(self.children.values()):
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + 5
        for child in self.children.values():
            process.stop(child, within=max(0.0, deadline - time.monotonic()))
        self.children.clear()
