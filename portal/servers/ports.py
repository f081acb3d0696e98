"""Ports of this machine: which are free, and whether a page answers there."""

import http.client
import socket

from portal.servers.process import ServerError


def free_port() -> int:
    """A port nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return probe.getsockname()[1]


def require_free(*ports: int) -> None:
    """Raise ServerError for a port that somebody else listens on."""
    for port in ports:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("localhost", port))
            except OSError:
                raise ServerError(f"port {port} is taken; name another one in PORT") from None


def answers(port: int, path: str = "/healthz") -> bool:
    """Whether the page is there and says that all is well."""
    connection = http.client.HTTPConnection("localhost", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()
