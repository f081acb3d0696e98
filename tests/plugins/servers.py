"""The servers and the environment of the tests, there before pytest-django reads the settings.

Only the process that was started by hand runs servers; the workers of pytest-xdist inherit its environment.
"""

import os
import shutil
from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path

import pytest

from portal.servers import running, stack

RUNS = stack.ROOT / "var" / "test"


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    """Start the servers, and end them with pytest."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        _forget_dead_runs()
        folder = RUNS / str(os.getpid())
        ending = ExitStack()
        early_config.add_cleanup(ending.close)
        ending.callback(shutil.rmtree, folder, ignore_errors=True)
        servers = ending.enter_context(running(folder / "servers", durable=False))
        os.environ.update(
            stack.environment(
                "test",
                servers=servers.environment(),
                var=folder,
                site_port=8000,
                files_port=8001,
                mail_port=25,
                secret="only-for-tests-" + "x" * 50,
            )
        )
    return (yield)


def _forget_dead_runs() -> None:
    """Delete what killed runs left."""
    for folder in RUNS.glob("*"):
        if not Path("/proc", folder.name).exists():
            shutil.rmtree(folder, ignore_errors=True)
