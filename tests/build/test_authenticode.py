"""Authenticode with a self-made certificate: signed, verified, and broken by one byte."""

import shutil
import subprocess
from pathlib import Path

import pytest

from sign.authenticode import Pkcs12Signer, is_pe, is_signed, pe_files
from sign.proofs import authenticode
from tests.build.certificate import self_made

STUB = Path("/usr/share/nsis/Stubs/zlib-amd64-unicode")
"""A small real program for Windows."""
pytestmark = pytest.mark.skipif(
    not STUB.exists() or not shutil.which("osslsigncode"), reason="needs nsis and osslsigncode"
)


@pytest.fixture
def program(tmp_path: Path) -> Path:
    file = tmp_path / "folder" / "program.exe"
    file.parent.mkdir()
    shutil.copy(STUB, file)
    (file.parent / "library.pyd").write_bytes(STUB.read_bytes())
    (file.parent / "words.txt").write_text("MZ, but no program")
    return file


def test_every_pe_file_is_found_whatever_its_ending(program: Path) -> None:
    assert [file.name for file in pe_files(program.parent)] == ["library.pyd", "program.exe"]


def test_signed_verified_and_broken_by_one_byte(program: Path, tmp_path: Path) -> None:
    made = self_made(tmp_path)
    assert not is_signed(program)
    Pkcs12Signer(made.pkcs12, made.password).sign(pe_files(program.parent))
    for file in pe_files(program.parent):
        assert is_signed(file)
        assert authenticode(file, made.certificate).is_valid
    data = bytearray(program.read_bytes())
    data[5000] ^= 1
    program.write_bytes(data)
    assert is_signed(program)
    assert not authenticode(program, made.certificate).is_valid


def test_a_strangers_certificate_does_not_count(program: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    own, other = self_made(tmp_path), self_made(tmp_path / "other")
    Pkcs12Signer(own.pkcs12, own.password).sign([program])
    assert not authenticode(program, other.certificate).is_valid


def test_who_is_signed_already_keeps_that_signature(program: Path, tmp_path: Path) -> None:
    made = self_made(tmp_path)
    signer = Pkcs12Signer(made.pkcs12, made.password)
    signer.sign([program])
    before = program.read_bytes()
    signer.sign([program])
    assert program.read_bytes() == before


def test_a_wrong_password_ends_in_a_sentence(program: Path, tmp_path: Path) -> None:
    made = self_made(tmp_path)
    made.password.write_text("wrong")
    with pytest.raises(SystemExit, match=r"program\.exe could not be signed"):
        Pkcs12Signer(made.pkcs12, made.password).sign([program])


@pytest.mark.parametrize("data", [b"", b"MZ", b"MZ" + b"\xff" * 62, subprocess.__doc__.encode()[:64]])
def test_what_is_no_program_is_none(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "x"
    file.write_bytes(data)
    assert not is_pe(file)
