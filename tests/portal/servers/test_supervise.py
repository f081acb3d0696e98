"""Processes that belong together end together."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from portal.servers.process import ServerError
from portal.servers.supervise import Supervisor

SLEEP = ("sleep", "600")
STUBBORN = (sys.executable, "-c", "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)")
# A supervisor with one child, in a process of its own.
PARENT = """
import sys
from pathlib import Path
from portal.servers.supervise import Supervisor, interruptible
try:
    with interruptible(), Supervisor(Path(sys.argv[1]), {}) as supervisor:
        print(supervisor.start("child", ["sleep", "600"]).pid, flush=True)
        supervisor.watch()
except KeyboardInterrupt:
    sys.exit(0)
"""


@pytest.fixture
def supervisor(tmp_path):
    with Supervisor(tmp_path, dict(os.environ)) as supervisor:
        yield supervisor


def runs(pid):
    """Whether the process is there and not merely waiting to be reaped."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_while(condition, patience=60):
    """Patience is for a busy machine: nothing waited for here takes a second on a quiet one."""
    deadline = time.monotonic() + patience
    while condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_check_names_the_process_that_ended(supervisor):
    supervisor.start("steady", SLEEP)
    short = supervisor.start("short", ("sh", "-c", "echo what happened; exit 3"))
    short.wait()
    with pytest.raises(ServerError, match=r"short ended unexpectedly \(status 3\):\nwhat happened"):
        supervisor.check()


def test_run_shows_why_a_command_failed(supervisor):
    with pytest.raises(ServerError, match="job failed with status 1:\nno such table"):
        supervisor.run("job", ("sh", "-c", "echo no such table; exit 1"))


def test_run_ends_when_another_process_dies(supervisor):
    supervisor.start("short", ("sleep", "0.1"))
    with pytest.raises(ServerError, match="short ended unexpectedly"):
        supervisor.run("job", SLEEP)


def test_stop_kills_what_does_not_listen(supervisor):
    children = [supervisor.start(name, STUBBORN if name == "stubborn" else SLEEP) for name in ("a", "stubborn", "b")]
    supervisor.stop()
    assert [runs(child.pid) for child in children] == [False] * 3


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_children_never_outlive_the_supervisor(number, tmp_path):
    with subprocess.Popen([sys.executable, "-c", PARENT, str(tmp_path)], stdout=subprocess.PIPE, text=True) as parent:
        child = int(parent.stdout.readline())
        parent.send_signal(number)
    assert parent.returncode == (-9 if number == signal.SIGKILL else 0)
    wait_while(lambda: runs(child))
