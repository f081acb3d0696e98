"""The servers and the environment of the tests, there before pytest-django reads the settings.

Only the process that was started by hand runs servers; the workers of pytest-xdist inherit its environment.
"""

import os
import shutil
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
import pytest
from execnet import XSpec
from psycopg import sql

from portal.servers import launch, stack

RUNS = stack.ROOT / "var" / "test"


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    """Start the servers, and end them with pytest."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        ending = ExitStack()
        early_config.add_cleanup(ending.close)
        os.environ.update(ending.enter_context(test_environment()))
    return (yield)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes(specs: list[XSpec]) -> None:
    """Give each worker a folder of its own for the files it stores."""
    for number, spec in enumerate(specs):
        folder = Path(os.environ["GWABAN_VAR"], f"worker{number}")
        folder.mkdir()
        spec.env["GWABAN_VAR"] = str(folder)


@contextmanager
def test_environment() -> Iterator[dict[str, str]]:
    """Run servers in a folder of this process until the block ends; gives the environment that leads to them."""
    folder = RUNS / str(os.getpid())
    for left in RUNS.glob("*"):
        if left == folder or not Path("/proc", left.name).exists():
            _delete(left)
    folder.mkdir(parents=True)
    try:
        with launch.running(folder / "servers", durable=False) as servers:
            env = stack.environment(
                "test",
                servers=servers.environment(),
                var=folder,
                site_port=8000,
                files_port=8001,
                mail_port=25,
                secret="only-for-tests-" + "x" * 50,
            )
            yield env | {"GWABAN_TEST_RUN": str(folder)}
            if not servers.logs:
                _drop_databases(servers.database_owner_url, f"gwaban_test_{folder.name}")
    finally:
        _delete(folder)


def _drop_databases(owner_url: str, prefix: str) -> None:
    """Leave a server that is not ours as it was."""
    with psycopg.connect(owner_url, autocommit=True) as owner:
        ours = owner.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [prefix]).fetchall()
        for (name,) in ours:
            owner.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _delete(folder: Path) -> None:
    launch.remove(folder / "servers")
    shutil.rmtree(folder, ignore_errors=True)
