"""What goes beside the files of a release: each has its bill of materials, its signature and its sum."""

import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest

from recipe import release
from sign.proofs import find_proofs

FILES = ("Homeoffice-Check-linux-x64.tar.xz", "homeoffice-check_0.2.0_amd64.deb")


@pytest.fixture
def dist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What a build of Linux leaves, beside the sums of another system and of a file that is gone."""
    folder = tmp_path / "dist"
    (folder / "linux").mkdir(parents=True)
    bill = folder / "linux" / "bill.json"
    bill.write_text('{"bomFormat": "CycloneDX"}')
    for name in FILES:
        (folder / name).write_bytes(name.encode())
    (folder / "Homeoffice-Check.exe").write_bytes(b"MZ")
    (folder / "SHA256SUMS").write_text(f"{'1' * 64}  Homeoffice-Check.exe\n{'2' * 64}  gone.exe\n")
    monkeypatch.setattr(release, "DIST", folder)
    monkeypatch.setattr(release, "sbom_path", lambda _folder: bill)
    return folder


def _sums(dist: Path) -> dict[str, str]:
    return {
        name: digest for digest, name in (line.split("  ") for line in (dist / "SHA256SUMS").read_text().splitlines())
    }


def test_without_a_key_there_are_bills_and_sums(dist: Path) -> None:
    made = [
        file.name for file, _ in release.finish_release([dist / name for name in FILES], secret=None, only_folder=False)
    ]
    assert made == [*FILES, *(f"{name}.cdx.json" for name in FILES)]
    sums = _sums(dist)
    assert sorted(sums) == sorted([*made, "Homeoffice-Check.exe"]), "another system's stay, what is gone goes"
    assert sums["Homeoffice-Check.exe"] == "1" * 64
    assert {name: hashlib.sha256((dist / name).read_bytes()).hexdigest() for name in made}.items() <= sums.items()


@pytest.mark.skipif(not shutil.which("minisign"), reason="no minisign: apt install minisign")
def test_with_a_key_every_file_is_signed_and_proves_itself(dist: Path, tmp_path: Path) -> None:
    secret, public = tmp_path / "firm.key", tmp_path / "firm.pub"
    subprocess.run(["minisign", "-G", "-W", "-s", secret, "-p", public], check=True, capture_output=True)
    made = [
        file for file, _ in release.finish_release([dist / name for name in FILES], secret=secret, only_folder=False)
    ]
    assert len(made) == 8
    for file in made[:4]:
        assert [proof.is_valid for proof in find_proofs(file, key=str(public))] == [True, True], file.name


def test_a_folder_alone_has_its_size(dist: Path) -> None:
    (dist / "linux" / "link").symlink_to("bill.json")
    [(folder, size_mb)] = release.finish_release([dist / "linux"], secret=None, only_folder=True)
    assert folder == dist / "linux"
    assert round(size_mb * 1e6) == (dist / "linux" / "bill.json").stat().st_size + len("bill.json")
