"""`profile sign` and `profile key`: as the desk signs, so that every client takes it."""

import stat
import sys
from pathlib import Path

import pytest

from checker.client.environment.data_directory import DataDirectory
from checker.client.profiles.loader import LoadOptions, load_profile
from checker.desk.data_folder import write_once
from checker.model.signature import fingerprint, new_key, profile_signer, public_key
from checker.net.net import Net
from tests.client.authoring.conftest import Profile

WHOLE = '# eine Bemerkung\ncode = "MUSTER"\ncustomer = "Muster GmbH"\n\n[needs.computer]\ncores = 2\n'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "profile.toml"
    path.write_text(WHOLE)
    return path


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "firm.key"
    write_once(path, new_key())
    return path


def test_signed_with_the_desks_key_and_taken_by_the_client(
    file: Path, key: Path, tmp_path: Path, profile: Profile
) -> None:
    result = profile("sign", file, "--key", key)
    assert result.code == 0
    public = public_key(key.read_bytes())
    assert profile_signer(file.read_bytes()) == public
    assert file.read_text().startswith(WHOLE)
    assert fingerprint(public) in result.out
    options = LoadOptions(
        data_directory=DataDirectory(tmp_path / "home"),
        net=Net(),
        trusted_fingerprints=(fingerprint(public),),
        firm_folders=(),
    )
    loaded = load_profile(str(file), options)
    assert (loaded.profile.code, loaded.trusted_key) == ("MUSTER", fingerprint(public))


def test_signed_again_it_is_the_same_and_elsewhere_the_first_stays(
    file: Path, key: Path, tmp_path: Path, profile: Profile
) -> None:
    out = tmp_path / "signed.toml"
    profile("sign", file, "--key", key, "--out", out)
    assert file.read_text() == WHOLE
    first = out.read_bytes()
    profile("sign", out, "--key", key)
    assert out.read_bytes() == first


def test_a_mistake_is_not_signed(file: Path, key: Path, profile: Profile) -> None:
    file.write_text(WHOLE.replace("cores = 2", 'cores = "zwei"'))
    result = profile("sign", file, "--key", key)
    assert result.code == 1
    assert "Zeile 6: Die Angabe needs.computer.cores passt nicht." in result.out
    assert b"signed" not in file.read_bytes()


def test_only_needs_cannot_be_signed(file: Path, key: Path, profile: Profile) -> None:
    file.write_text("[needs.computer]\n")
    result = profile("sign", file, "--key", key)
    assert result.code == 2
    assert 'code = "…"' in result.err


@pytest.mark.parametrize("content", [b"", b"x" * 31, b"x" * 33, None])
def test_what_is_no_key(file: Path, tmp_path: Path, profile: Profile, content: bytes | None) -> None:
    key = tmp_path / "other.key"
    if content is not None:
        key.write_bytes(content)
    result = profile("sign", file, "--key", key)
    assert result.code == 2
    assert ("ist kein Schlüssel" if content is not None else "gibt es nicht") in result.err
    assert file.read_text() == WHOLE


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such mode")
def test_a_new_key_is_its_owners_alone_and_is_never_replaced(file: Path, tmp_path: Path, profile: Profile) -> None:
    key = tmp_path / "new.key"
    result = profile("key", key, language="en")
    assert result.code == 0
    secret = key.read_bytes()
    assert (len(secret), stat.S_IMODE(key.stat().st_mode)) == (32, 0o600)
    assert f"Its fingerprint: {fingerprint(public_key(secret))}" in result.out
    again = profile("key", key)
    assert again.code == 2
    assert "wird nicht ersetzt" in again.err
    assert key.read_bytes() == secret
    assert "chmod" not in profile("sign", file, "--key", key).out
    key.chmod(0o644)
    assert f"chmod 600 {key}" in profile("sign", file, "--key", key).out


def test_a_key_where_none_can_be(tmp_path: Path, profile: Profile) -> None:
    result = profile("key", tmp_path / "nirgends" / "x.key")
    assert result.code == 2
    assert "lässt sich nicht anlegen" in result.err
