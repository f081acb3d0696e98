"""`manage.py tally` as a caller sees it: a process of its own, without any environment."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.reviews.rules.tally.documents import changed, decided, worked_example

MANAGE = Path(__file__).parents[3] / "manage.py"


def run(*files, folder, stdin=b"", closed=False):
    """The finished process; its environment is empty but for what Python itself needs on some systems."""
    shell = ["sh", "-c", 'exec "$0" "$@" <&-'] if closed else []
    return subprocess.run(
        [*shell, sys.executable, str(MANAGE), "tally", *files],
        cwd=folder,
        input=None if closed else stdin,
        env={},
        capture_output=True,
        check=False,
    )


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "good.json").write_text(json.dumps(worked_example()))
    (tmp_path / "single seat.json").write_text(json.dumps(changed("rule", "seats", to=4)))
    (tmp_path / "bad.json").write_text(json.dumps(changed("rule", "seats", to=-1) | {"a\nb": 1}))
    (tmp_path / "none").mkdir()
    return tmp_path


def test_tally_prints_a_result_a_line_in_the_order_of_the_files(folder):
    done = run("single seat.json", "-", "good.json", folder=folder, stdin=json.dumps(worked_example()).encode())

    assert (done.returncode, done.stderr) == (0, b"")
    example = decided(worked_example())
    assert [json.loads(line) for line in done.stdout.splitlines()] == [example | {"vacancies": 4}, example, example]


def test_tally_of_one_malformed_file_prints_its_faults_alone(folder):
    done = run("bad.json", folder=folder)

    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().splitlines() == [
        '["a\\nb"]: is not a known key',
        "rule.seats: must be a whole number from 0 to 1000000000",
    ]


def test_tally_of_several_files_names_the_file_of_each_fault_and_decides_none(folder):
    done = run("good.json", "bad.json", "./missing.json", "none", "new\nline", folder=folder)

    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().splitlines() == [
        'bad.json: ["a\\nb"]: is not a known key',
        "bad.json: rule.seats: must be a whole number from 0 to 1000000000",
        "./missing.json: $: cannot be read: No such file or directory",
        "none: $: cannot be read: Is a directory",
        "new\\nline: $: cannot be read: No such file or directory",
    ]


def test_tally_of_one_unreadable_file(folder):
    done = run("missing.json", folder=folder)
    assert (done.returncode, done.stdout, done.stderr) == (2, b"", b"$: cannot be read: No such file or directory\n")


def test_tally_of_standard_input_twice_is_a_fault(folder):
    done = run("-", "-", folder=folder, stdin=json.dumps(worked_example()).encode())
    assert (done.returncode, done.stdout, done.stderr) == (2, b"", b"-: $: standard input stands more than once\n")


def test_tally_of_closed_standard_input_is_a_fault(folder):
    done = run("-", folder=folder, closed=True)
    assert (done.returncode, done.stdout, done.stderr) == (2, b"", b"$: cannot be read: Bad file descriptor\n")


def test_tally_of_no_file_is_a_wrong_call(folder):
    done = run(folder=folder)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().splitlines()[0].startswith("usage: manage.py tally")
