"""What the owner of the database changes is named; what is honest holds; nothing of the project is needed."""

import json
import random
import re
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from applications.models import Round
from portal.models import StoredFile
from portal.registry import registry
from portal.servers.stack import ROOT
from reviews import verify
from tests.factories.evidence import (
    TAMPERS,
    approved_export,
    examined,
    export,
    full_recompute,
    kept_outside,
    owner_at_work,
)
from tests.factories.random_rounds import random_round
from tests.factories.variants import recusal
from tests.plugins import databases

HONEST = 4


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("evidence")


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, folder):
    """A published round with a recusal, its heads kept outside, an approval that waits to be used, both bundles."""
    with django_db_blocker.unblock(), databases.clone():
        round_ = recusal()
        outside = kept_outside(round_, folder)
        used = approved_export(round_)
        bundles = {"public": export(round_, folder), "sealed": export(round_, folder, used)}
        yield round_, outside, approved_export(round_), bundles


@pytest.fixture
def files_restored(world):
    """Documents are on disk, where no transaction undoes anything."""
    kept = {
        path: path.read_bytes() for path in (Path(default_storage.path(each.key)) for each in StoredFile.objects.all())
    }
    yield
    for path, content in kept.items():
        if path.read_bytes() != content:
            path.write_bytes(content)
            path.chmod(0o400)


@pytest.mark.parametrize("kind", ["sealed", "public"])
def test_honest_bundle_holds_against_what_was_kept_outside(world, kind):
    _round, outside, _approval, bundles = world

    status, lines = examined(bundles[kind], outside)

    assert (status, len(lines)) == (verify.HOLDS, 1), lines


@pytest.mark.parametrize("kind", ["sealed", "public"])
def test_honest_bundle_alone_is_consistent_but_not_anchored(world, kind):
    status, lines = examined(world[3][kind])

    assert (status, lines[1]) == (verify.NOT_ANCHORED, "  give --key and --heads with what was kept elsewhere")


@pytest.mark.parametrize("name", TAMPERS)
def test_what_the_owner_changes_is_named(world, files_restored, tmp_path, name):
    round_, outside, approval, _bundles = world
    with owner_at_work() as run:
        named = TAMPERS[name](Round.objects.with_card().get(pk=round_.pk), run)
        path = export(round_, tmp_path, approval)

    status, lines = examined(path, outside)

    assert status == verify.CHANGED
    assert [line for line in lines if all(part in line for part in named)], "\n".join(lines)


def test_recomputed_chain_is_found_by_outside_heads_alone(world, tmp_path):
    """Everything fits and is signed by the true key: inside the bundle nothing is wrong any more."""
    round_, outside, approval, _bundles = world
    with owner_at_work() as run:
        full_recompute(Round.objects.with_card().get(pk=round_.pk), run)
        path = export(round_, tmp_path, approval)

    assert examined(path)[0] == verify.NOT_ANCHORED
    assert examined(path, outside)[0] == verify.CHANGED


def test_heads_that_stop_before_the_decision_anchor_nothing(world, tmp_path):
    _round, outside, _approval, bundles = world
    early = tmp_path / "HEADS.jsonl"
    early.write_text("".join(outside.heads.read_text().splitlines(keepends=True)[:3]))

    status, lines = verify.run(str(bundles["sealed"]), {outside.key}, str(early))

    assert status == verify.NOT_ANCHORED
    assert "covers the chain up to #" in lines[1]


def test_another_key_is_named(world):
    _round, outside, _approval, bundles = world

    status, lines = verify.run(str(bundles["sealed"]), {"0" * 64}, str(outside.heads))

    assert status == verify.CHANGED
    assert f"key: {outside.key} is not the key given" in lines[0]


@pytest.mark.parametrize(
    ("part", "old", "new", "named"),
    [
        ("sheets.jsonl", '"points":"36"', '"points":"40"', "sheets.jsonl stage=presentation"),
        ("decisions.jsonl", '"outcome":"selected"', '"outcome":"tied"', "decisions.jsonl stage=presentation"),
        ("attendance.jsonl", '"came_in":true', '"came_in":false', "attendance.jsonl seat=P1 step=1, came_in"),
        ("heads.jsonl", '"gate":"round.close"', '"gate":"round.clos"', "signature: not made by this key"),
        ("chain.jsonl", '"verb":"submit"', '"verb":"withdraw"', "verb: "),
        ("bundle.json", '"documents/', '"xocuments/', "has no place in a bundle"),
    ],
)
def test_what_is_changed_in_the_file_is_named(world, tmp_path, part, old, new, named):
    path = rewritten(world[3]["sealed"], tmp_path, part, lambda text: text.replace(old, new, 1))

    status, lines = examined(path)

    assert status == verify.CHANGED
    assert [line for line in lines if named in line], "\n".join(lines)


@pytest.mark.parametrize(
    ("kind", "bound_to_nothing"),
    [("sealed", {("applications.jsonl", "id"), ("seats.jsonl", "name")}), ("public", set())],
)
def test_every_field_of_every_row_is_bound_to_something(world, tmp_path, kind, bound_to_nothing):
    """The list of files fits again each time, as an insider would see to it."""
    path, free = world[3][kind], set()
    with zipfile.ZipFile(path) as bundle:
        tables = {name: bundle.read(name) for name in bundle.namelist() if name.endswith(".jsonl")}
    for part, text in tables.items():
        rows = [json.loads(line) for line in text.splitlines()]
        for field, (number, leaf) in places(rows).items():
            changed = json.loads(json.dumps(rows))
            change(changed[number], leaf)
            lines = "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in changed)
            if examined(rewritten(path, tmp_path, part, lambda _text, to=lines: to, listed=True))[0] != verify.CHANGED:
                free.add((part, field))

    assert free == bound_to_nothing


@pytest.mark.parametrize("part", ["chain.jsonl", "openings.jsonl", "heads.jsonl", "ballots.jsonl", "decisions.jsonl"])
def test_every_line_taken_out_is_noticed(world, tmp_path, part):
    path = rewritten(
        world[3]["sealed"], tmp_path, part, lambda text: "".join(text.splitlines(keepends=True)[:-1]), listed=True
    )

    assert examined(path)[0] == verify.CHANGED


def test_public_record_is_bound_to_the_chain(world, tmp_path):
    path = rewritten(
        world[3]["public"],
        tmp_path,
        "decision.jsonl",
        lambda text: text.replace('"selected"', '"runner_up"'),
        listed=True,
    )

    status, lines = examined(path)

    assert status == verify.CHANGED
    assert [line for line in lines if "public.outcome" in line]


def test_public_bundle_carries_no_ballot_no_sheet_and_no_name(world):
    round_, _outside, _approval, bundles = world
    with zipfile.ZipFile(bundles["public"]) as bundle:
        names = sorted(bundle.namelist())
        text = "\n".join(bundle.read(name).decode() for name in names)

    assert names == sorted(
        ["bundle.json", *(f"{each}.jsonl" for each in verify.PUBLIC)],
    )
    people = {seat.user.name for seat in round_.panel.seats.all()} | {
        each.team_name for each in round_.applications.all()
    }
    assert [each for each in people if each in text] == []
    openings = [
        json.loads(line)["data"] for line in zipfile.ZipFile(bundles["public"]).read("openings.jsonl").splitlines()
    ]
    assert len(openings) == len(verify.PUBLIC_LINKS)


@pytest.mark.parametrize("seed", range(3))
def test_damaged_file_never_ends_in_a_traceback(world, tmp_path, seed):
    chance, content = random.Random(seed), bytearray(world[3]["sealed"].read_bytes())
    for _ in range(20):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path = tmp_path / "damaged.zip"
    path.write_bytes(content)

    assert examined(path)[0] in {verify.CHANGED, verify.UNREADABLE}


@pytest.mark.parametrize("content", [b"", b"no zip", None])
def test_what_is_no_bundle_is_unreadable(tmp_path, content):
    path = tmp_path / "bundle.zip"
    if content is not None:
        path.write_bytes(content)

    assert examined(path)[0] == verify.UNREADABLE


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(HONEST))
def test_honest_rounds_of_random_shape_raise_no_alarm(tmp_path, seed):
    round_ = random_round(random.Random(seed))
    outside = kept_outside(round_, tmp_path)

    assert examined(export(round_, tmp_path, approved_export(round_)), outside)[0] == verify.HOLDS
    if round_.status == "published":
        assert examined(export(round_, tmp_path), outside)[0] == verify.HOLDS


def test_verifier_knows_the_gates_of_the_house():
    assert (registry.gates, registry.public_links) == (verify.GATES, verify.PUBLIC_LINKS)


def test_verifier_runs_in_an_empty_environment(world, tmp_path):
    """Python, `cryptography` with what it needs itself, and the one file."""
    _round, outside, _approval, bundles = world
    home = tmp_path / "empty"
    venv.create(home, with_pip=False)
    shutil.copy(ROOT / "reviews" / "verify.py", tmp_path)
    (packages,) = home.glob("lib/python*/site-packages")
    (installed,) = {Path(each) for each in sys.path if (Path(each) / "cryptography").is_dir()}
    for name in ("cryptography", "cffi", "pycparser"):
        if (installed / name).is_dir():
            shutil.copytree(installed / name, packages / name)
    for shared in installed.glob("_cffi_backend*"):
        shutil.copy(shared, packages)
    command = [home / "bin" / "python", "-I", tmp_path / "verify.py", bundles["sealed"]]
    anchors = ["--key", outside.key, "--heads", outside.heads]

    def run(*arguments):
        done = subprocess.run([*command, *arguments], capture_output=True, text=True, check=False, env={}, cwd=tmp_path)
        return done.returncode, done.stdout.partition(" ")[0], done.stderr

    assert run(*anchors) == (0, "HOLDS", "")
    assert run() == (3, "CONSISTENT,", "")


def places(rows):
    """For each field, by its names: the last row that has it, and the way to it."""
    return {
        ".".join(name for name in way if isinstance(name, str)): (number, way)
        for number, row in enumerate(rows)
        for way in leaves(row)
    }


def leaves(value, way=()):
    if isinstance(value, dict):
        for name, each in value.items():
            yield from leaves(each, (*way, name))
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from leaves(each, (*way, number))
    else:
        yield way


def change(row, way):
    """Another value of the same kind, another minute where it is a time."""
    *before, last = way
    for name in before:
        row = row[name]
    value = row[last]
    if isinstance(value, bool):
        row[last] = not value
    elif isinstance(value, int):
        row[last] = value + 1
    elif value and re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T", value):
        row[last] = value[:14] + ("11" if value[14:16] != "11" else "12") + value[16:]
    else:
        row[last] = (value or "")[:-1] + ("0" if not value or value[-1] != "0" else "1")


def rewritten(path, folder, part, change, *, listed=False):
    """A copy of a bundle with one part changed; `listed`: the list of files fits again."""
    target = folder / "changed.zip"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        contents = {name: old.read(name) for name in old.namelist()}
        before = contents[part]
        contents[part] = change(before.decode()).encode()
        assert contents[part] != before
        if listed:
            about = json.loads(contents["bundle.json"])
            about["files"][part] = verify.sha256(contents[part])
            contents["bundle.json"] = json.dumps(about).encode()
        for name, content in contents.items():
            new.writestr(name, content)
    return target
