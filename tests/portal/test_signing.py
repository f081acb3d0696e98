"""The signing key: made once, for its owner alone, refused when it is none; and what production says without one."""

import stat
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal import checks, signing
from portal.heads import FORMAT


def test_make_writes_for_the_owner_alone_and_never_again(tmp_path):
    path = tmp_path / "var" / "key.pem"

    signing.make(path)
    first = path.read_bytes()
    signing.make(path)

    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (first, 0o600)
    assert [each.name for each in path.parent.iterdir()] == ["key.pem"]


def test_make_at_the_same_moment_leaves_one_key(tmp_path):
    path = tmp_path / "key.pem"
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _number: signing.make(path), range(8)))

    assert [each.name for each in tmp_path.iterdir()] == ["key.pem"]
    signing.read(path)


def test_test_mode_makes_its_own_key_and_signs(settings, tmp_path):
    settings.SIGNING_KEY_FILE = str(tmp_path / "own.pem")

    signature = signing.sign(FORMAT.encode())

    signing.read(tmp_path / "own.pem").public_key().verify(bytes.fromhex(signature), FORMAT.encode())
    assert len(signing.fingerprint(signing.public_key())) == 64


@pytest.mark.parametrize("content", [None, b"", b"-----BEGIN PRIVATE KEY-----\n"])
def test_production_never_makes_a_key(settings, tmp_path, content):
    path = tmp_path / "key.pem"
    if content is not None:
        path.write_bytes(content)
    settings.MODE, settings.SIGNING_KEY_FILE = "production", str(path)

    with pytest.raises(ImproperlyConfigured, match="SIGNING_KEY_FILE"):
        signing.public_key()
    assert path.exists() == (content is not None)
    assert [each.id for each in checks.signing_key(None)] == ["portal.E001"]


@pytest.mark.parametrize(("mode", "found"), [(0o600, []), (0o640, ["portal.W001"]), (0o604, ["portal.W001"])])
def test_deployment_check_wants_the_key_closed(settings, tmp_path, mode, found):
    path = tmp_path / "key.pem"
    signing.make(path)
    path.chmod(mode)
    settings.SIGNING_KEY_FILE = str(path)

    assert [each.id for each in checks.signing_key(None)] == found


def test_deployment_check_names_a_missing_setting(settings):
    settings.SIGNING_KEY_FILE = ""

    assert [each.id for each in checks.signing_key(None)] == ["portal.E001"]
