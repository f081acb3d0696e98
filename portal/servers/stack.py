"""The processes that make up a running portal, the same for the demo, the tests and the drills."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MANAGE = (sys.executable, str(ROOT / "manage.py"))
Command = tuple[str, ...]


def web(*ports: int, workers: int = 2) -> Command:
    """The web server on these ports of localhost: site first, files origin second."""
    options = [f"--workers={workers}", "--threads=4", "--worker-class=gthread", "--graceful-timeout=3"]
    binds = [f"--bind=localhost:{port}" for port in ports]
    return (sys.executable, "-m", "gunicorn", "portal.wsgi", "--no-control-socket", *options, *binds)


def worker(concurrency: int = 2) -> Command:
    """The Celery worker."""
    options = (f"--concurrency={concurrency}", "--loglevel=INFO", "--without-gossip", "--without-mingle")
    return (sys.executable, "-m", "celery", "--app=portal", "worker", *options)


def beat() -> Command:
    """The clock that starts what is due."""
    return (sys.executable, "-m", "celery", "--app=portal", "beat", "--loglevel=INFO", "--pidfile=")


def relay() -> Command:
    """The hand-over from the outbox to the broker."""
    return (*MANAGE, "relay")


def mail_sink(port: int, folder: Path) -> Command:
    """A mail server that delivers everything into one folder."""
    return (sys.executable, "-m", "portal.mailsink", str(port), str(folder))


def environment(
    mode: str, *, servers: Mapping[str, str], var: Path, site_port: int, files_port: int, mail_port: int, secret: str
) -> dict[str, str]:
    """What every process of the stack reads: our own environment with the portal's variables set."""
    return {
        **os.environ,
        **servers,
        "GWABAN_MODE": mode,
        "GWABAN_VAR": str(var),
        "SITE_ORIGIN": f"http://localhost:{site_port}",
        "FILES_ORIGIN": f"http://localhost:{files_port}",
        "EMAIL_HOST": "localhost",
        "EMAIL_PORT": str(mail_port),
        "SECRET_KEY": secret,
        "FONTCONFIG_FILE": str(ROOT / "build" / "assets" / "fonts.conf"),
        "PYTHONUNBUFFERED": "1",
    }
