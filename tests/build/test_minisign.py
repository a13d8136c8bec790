"""Detached signatures: what a build signs is what minisign verifies, and the other way round."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sign.minisign import require_minisign, sign_file, verify
from sign.proofs import find_proofs

STORED = Path(__file__).parents[1] / "stored" / "release"
pytestmark = pytest.mark.skipif(not shutil.which("minisign"), reason="no minisign: apt install minisign")


def _new_pair(folder: Path, name: str) -> tuple[Path, Path]:
    secret, public = folder / f"{name}.key", folder / f"{name}.pub"
    subprocess.run(["minisign", "-G", "-W", "-s", secret, "-p", public], check=True, capture_output=True)
    return secret, public


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """Secret and public key file, without a password."""
    return _new_pair(tmp_path, "firm")


@pytest.fixture
def release(tmp_path: Path) -> Path:
    file = tmp_path / "Homeoffice-Check.tar.xz"
    file.write_bytes(b"\xfd7zXZ" + bytes(range(256)) * 40)
    return file


def _verdicts(file: Path, key: str) -> list[bool]:
    return [proof.is_valid for proof in find_proofs(file, key=key)]


@pytest.mark.parametrize("in_file", [True, False], ids=["key file", "key line"])
def test_readers_verify_a_signed_file_as_the_page_says(pair: tuple[Path, Path], release: Path, in_file: bool) -> None:
    sign_file(release, pair[0])
    line = pair[1].read_text().splitlines()[1]
    done = subprocess.run(["minisign", "-Vm", release, "-P", line], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert f"Trusted comment: {release.name}" in done.stdout
    assert _verdicts(release, str(pair[1]) if in_file else line) == [True]


@pytest.mark.parametrize("options", [[], ["-l"]], ids=["hashed", "legacy"])
def test_a_signature_made_by_hand_counts(pair: tuple[Path, Path], release: Path, options: list[str]) -> None:
    subprocess.run(["minisign", "-S", *options, "-s", pair[0], "-m", release, "-t", "said in 2026"], check=True)
    assert verify(release, str(pair[1])) == "said in 2026"


def test_minisign_s_own_comment_names_the_file(pair: tuple[Path, Path], release: Path) -> None:
    """As the release's workflow signs all of its files at once."""
    other = release.with_name("two.deb")
    other.write_bytes(b"two")
    subprocess.run(["minisign", "-S", "-s", pair[0], "-m", release, other], check=True)
    assert _verdicts(release, str(pair[1])) == _verdicts(other, str(pair[1])) == [True]
    release.with_name(f"{release.name}.minisig").rename(release.with_name("newer.tar.xz.minisig"))
    newer = release.rename(release.with_name("newer.tar.xz"))
    assert _verdicts(newer, str(pair[1])) == [False], "an old file under a new one's name"


def test_a_signature_of_the_first_version_counts() -> None:
    assert _verdicts(STORED / "program.txt", str(STORED / "firm.pub")) == [True]


def test_who_verifies_needs_nothing_but_python() -> None:
    script = STORED.parents[2] / "build" / "verify.py"
    command = [sys.executable, "-I", "-S", script, STORED / "program.txt", "--key", STORED / "firm.pub"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "ok   program.txt: minisign, signed as program.txt\n"), done.stderr


def _change_a_byte(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1] + b"x")


def _change_the_comment(file: Path) -> None:
    signature = file.with_name(f"{file.name}.minisig")
    signature.write_text(signature.read_text().replace(f"trusted comment: {file.name}", "trusted comment: two.exe"))


def _cut_off(file: Path) -> None:
    signature = file.with_name(f"{file.name}.minisig")
    signature.write_text("\n".join(signature.read_text().splitlines()[:2]))


def _empty(file: Path) -> None:
    file.with_name(f"{file.name}.minisig").write_bytes(b"")


def _no_text(file: Path) -> None:
    file.with_name(f"{file.name}.minisig").write_bytes(b"\xff\x00" * 200)


@pytest.mark.parametrize("harm", [_change_a_byte, _change_the_comment, _cut_off, _empty, _no_text])
def test_what_was_changed_fails(pair: tuple[Path, Path], release: Path, harm: Callable[[Path], None]) -> None:
    sign_file(release, pair[0])
    harm(release)
    assert _verdicts(release, str(pair[1])) == [False]


def test_another_file_under_its_name_fails(pair: tuple[Path, Path], release: Path) -> None:
    """Whoever swaps an old signed file for a new one keeps a valid signature, but not the name in it."""
    made = sign_file(release, pair[0])
    newer = release.with_name("Homeoffice-Check-2.tar.xz")
    release.rename(newer)
    made.rename(f"{newer}.minisig")
    assert _verdicts(newer, str(pair[1])) == [False]


def test_another_key_or_none_fails(pair: tuple[Path, Path], release: Path, tmp_path: Path) -> None:
    sign_file(release, pair[0])
    empty = tmp_path / "empty.pub"
    empty.touch()
    for key in (str(_new_pair(tmp_path, "other")[1]), "RWQ", "-V", str(empty), str(tmp_path)):
        assert _verdicts(release, key) == [False], key


def test_what_could_not_sign_ends_the_build(pair: tuple[Path, Path], release: Path, tmp_path: Path) -> None:
    """A mistake is named before minutes of building; what only minisign notices, afterwards."""
    require_minisign(pair[0])
    with pytest.raises(SystemExit, match=r"none\.key is not there"):
        require_minisign(tmp_path / "none.key")
    with pytest.raises(SystemExit, match="could not be signed"):
        sign_file(release, pair[1])


def test_without_the_program_nothing_is_claimed(
    pair: tuple[Path, Path], release: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_file(release, pair[0])
    monkeypatch.setenv("PATH", "")
    assert _verdicts(release, str(pair[1])) == [False]
    with pytest.raises(SystemExit, match="needs minisign"):
        require_minisign(pair[0])
