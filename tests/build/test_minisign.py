"""Detached signatures: the real minisign takes ours, and ours takes the real one's."""

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.exceptions import BadSignatureError

from sign.minisign import NotMinisign, SecretKey, sign_file, verify
from sign.proofs import find_proofs

needs_minisign = pytest.mark.skipif(not shutil.which("minisign"), reason="no minisign: apt install minisign")


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """Secret and public key file of the real minisign, without a password."""
    secret, public = tmp_path / "firm.key", tmp_path / "firm.pub"
    subprocess.run(["minisign", "-G", "-W", "-s", secret, "-p", public], check=True, capture_output=True)
    return secret, public


@pytest.fixture
def release(tmp_path: Path) -> Path:
    file = tmp_path / "Homeoffice-Check.tar.xz"
    file.write_bytes(b"\xfd7zXZ" + bytes(range(256)) * 40)
    return file


@needs_minisign
def test_minisign_takes_ours(pair: tuple[Path, Path], release: Path) -> None:
    key = SecretKey.read(pair[0].read_text())
    sign_file(release, key)
    done = subprocess.run(["minisign", "-Vm", release, "-P", key.public], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert f"Trusted comment: {release.name}" in done.stdout
    assert key.public == pair[1].read_text().splitlines()[1]


@needs_minisign
@pytest.mark.parametrize("options", [[], ["-l"]], ids=["hashed", "legacy"])
def test_ours_takes_minisigns(pair: tuple[Path, Path], release: Path, options: list[str]) -> None:
    subprocess.run(["minisign", "-S", *options, "-s", pair[0], "-m", release, "-t", "said"], check=True)
    text = Path(f"{release}.minisig").read_text()
    assert verify(release.read_bytes(), text, pair[1].read_text()) == "said"


@needs_minisign
def test_one_changed_byte_fails(pair: tuple[Path, Path], release: Path) -> None:
    sign_file(release, SecretKey.read(pair[0].read_text()))
    assert [proof.is_valid for proof in find_proofs(release, key=str(pair[1]))] == [True]
    release.write_bytes(release.read_bytes()[:-1] + b"x")
    assert [proof.is_valid for proof in find_proofs(release, key=str(pair[1]))] == [False]


@needs_minisign
def test_another_file_under_its_name_fails(pair: tuple[Path, Path], release: Path) -> None:
    """Whoever swaps an old signed file for a new one keeps a valid signature, but not the name in it."""
    made = sign_file(release, SecretKey.read(pair[0].read_text()))
    newer = release.with_name("Homeoffice-Check-2.tar.xz")
    release.rename(newer)
    made.rename(f"{newer}.minisig")
    assert [proof.is_valid for proof in find_proofs(newer, key=str(pair[1]))] == [False]


@needs_minisign
def test_the_comment_and_the_key_count(pair: tuple[Path, Path], release: Path) -> None:
    key = SecretKey.read(pair[0].read_text())
    text = key.sign(b"data", "one.exe")
    with pytest.raises(BadSignatureError):
        verify(b"data", text.replace("one.exe", "two.exe"), key.public)
    with pytest.raises(BadSignatureError):
        verify(b"data", text, SecretKey(b"another!", key.key).public)


@given(st.text(), st.text(), st.binary())
def test_no_text_makes_it_fall(signature: str, key: str, data: bytes) -> None:
    with pytest.raises((NotMinisign, BadSignatureError)):
        verify(data, signature, key)
    with pytest.raises(NotMinisign):
        SecretKey.read(key)
