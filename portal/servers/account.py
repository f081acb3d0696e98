"""Under which user PostgreSQL can run, as it refuses root."""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

NOBODY = 65534
AS_NOBODY = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--")
AS_MAPPED = ("unshare", "--user", "--map-user=1000", "--map-group=1000", "--")


@dataclass(frozen=True)
class Account:
    """How to run a program (`prefix`), who then owns the files, where the data and the programs are."""

    prefix: tuple[str, ...]
    uid: int
    home: Path
    programs: Path


def account(folder: Path, programs: Path) -> Account:
    """The first way in which the programs start and the data folder can be written.

    Not root: as we are. Root: as nobody; where nobody cannot reach the folders (a home of mode 0700, say), under a
    mapped user; where that is forbidden too (many containers), as nobody with everything kept in /var/tmp.
    Raises RuntimeError if none works.
    """
    if os.geteuid() != 0:
        return Account((), os.geteuid(), folder, programs)
    for candidate in _candidates(folder, programs):
        if _works(candidate):
            return candidate
    raise RuntimeError("PostgreSQL refuses to run as root and no other user can be used here; start as a normal user.")


def homes(folder: Path) -> tuple[Path, Path]:
    """Both places where an earlier run may have left a server and its data."""
    return folder, elsewhere(folder) / "data"


def elsewhere(folder: Path) -> Path:
    """Where the data of `folder` are kept when no other user can reach it."""
    return Path("/var/tmp") / f"gwaban-{hashlib.sha256(bytes(folder)).hexdigest()[:16]}"  # noqa: S108 (survives a restart)


def _candidates(folder: Path, programs: Path) -> Iterator[Account]:
    yield Account(AS_NOBODY, NOBODY, folder, programs)
    yield Account(AS_MAPPED, 0, folder, programs)
    home = elsewhere(folder)
    home.mkdir(mode=0o755, exist_ok=True)
    if home.is_symlink() or home.stat().st_uid != 0:
        raise RuntimeError(f"{home} belongs to somebody else.")
    install = home / "install"
    if not install.exists():
        # The libraries stand beside the package, found by a path relative to the programs.
        package = programs.parents[1]
        draft = home / "install.new"
        shutil.rmtree(draft, ignore_errors=True)
        for source in (package, package.with_name(f"{package.name}.libs")):
            shutil.copytree(source, draft / source.name)
        draft.rename(install)
    yield Account(AS_NOBODY, NOBODY, homes(folder)[1], install / programs.relative_to(programs.parents[2]))


def _works(candidate: Account) -> bool:
    candidate.home.mkdir(parents=True, exist_ok=True)
    _give(candidate.home, candidate.uid)
    probe = ["sh", "-c", 'test -x "$0" && test -w "$1"', candidate.programs / "postgres", candidate.home]
    return subprocess.run([*candidate.prefix, *map(str, probe)], stderr=subprocess.DEVNULL, check=False).returncode == 0


def _give(folder: Path, uid: int) -> None:
    """Hand the folder over, also what an earlier run left there under another user."""
    for path in (folder, *folder.rglob("*")):
        if path.lstat().st_uid != uid:
            os.chown(path, uid, -1, follow_symlinks=False)
