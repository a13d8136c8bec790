"""Authenticode: with a certificate in a file (osslsigncode), or with a key in Azure that nobody can copy (signtool)."""

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

TIMESTAMPS = "HOMEOFFICE_CHECK_TIMESTAMPS"
"""The address of a time-stamping service (RFC 3161): without one a signature ends with its certificate."""
PKCS12 = "HOMEOFFICE_CHECK_PKCS12"
PASSWORD_FILE = "HOMEOFFICE_CHECK_PKCS12_PASSWORD_FILE"  # noqa: S105 - where it lies, not what it is
AZURE_DLIB = "HOMEOFFICE_CHECK_AZURE_DLIB"
AZURE_METADATA = "HOMEOFFICE_CHECK_AZURE_METADATA"
FILES_PER_CALL = 100
"""Files for one call: Windows' command lines end at 32,767 letters."""


class FileSigner(Protocol):
    """Signs files in place. Ends the build where it cannot."""

    def sign(self, files: Iterable[Path]) -> None: ...


class NoSigner:
    """For builds that nobody hands out."""

    def sign(self, files: Iterable[Path]) -> None:
        pass


class Pkcs12Signer:
    """A certificate with its key in a file. Files that carry a signature keep theirs: Microsoft's and the PSF's."""

    def __init__(self, file: Path, password_file: Path | None = None, timestamps: str = "") -> None:
        self._options = ["-pkcs12", str(file)]
        if password_file:
            self._options += ["-readpass", str(password_file)]
        if timestamps:
            self._options += ["-ts", timestamps]

    def sign(self, files: Iterable[Path]) -> None:
        _require_program("osslsigncode")
        for file in files:
            if is_signed(file):
                continue
            made = file.with_name(f"{file.name}.signed")
            made.unlink(missing_ok=True)
            command = ["osslsigncode", "sign", *self._options, "-h", "sha256", "-in", str(file), "-out", str(made)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                raise SystemExit(f"{file.name} could not be signed: {done.stdout.strip()}{done.stderr.strip()}")
            made.chmod(file.stat().st_mode)
            made.replace(file)


class AzureSigner:
    """Microsoft's signtool with Azure Artifact Signing (formerly Trusted Signing): needs Windows, its dlib and a
    metadata.json that names endpoint, account and certificate profile. Who signs is told by the Azure login."""

    TIMESTAMPS = "http://timestamp.acs.microsoft.com"

    def __init__(self, dlib: Path, metadata: Path) -> None:
        words = ["/fd", "SHA256", "/tr", self.TIMESTAMPS, "/td", "SHA256"]
        self._command = ["signtool", "sign", "/v", *words, "/dlib", str(dlib), "/dmdf", str(metadata)]

    def sign(self, files: Iterable[Path]) -> None:
        _require_program("signtool")
        unsigned = [str(file) for file in files if not is_signed(file)]
        for first in range(0, len(unsigned), FILES_PER_CALL):
            if subprocess.run([*self._command, *unsigned[first : first + FILES_PER_CALL]], check=False).returncode:
                raise SystemExit("signtool failed; its words stand above.")


def signer_from_environment(method: str) -> FileSigner:
    """`pkcs12` or `azure`, with its settings from the environment: no secret is an argument that others can read."""
    if method == "pkcs12":
        password = os.environ.get(PASSWORD_FILE)
        timestamps = os.environ.get(TIMESTAMPS, "")
        return Pkcs12Signer(Path(_required_variable(PKCS12)), Path(password) if password else None, timestamps)
    return AzureSigner(Path(_required_variable(AZURE_DLIB)), Path(_required_variable(AZURE_METADATA)))


def pe_files(folder: Path) -> list[Path]:
    """Every program and library for Windows below, whatever its ending."""
    return [file for file in sorted(folder.rglob("*")) if file.is_file() and is_pe(file)]


def is_pe(file: Path) -> bool:
    """DOS header, and at the place that it names the letters PE (Microsoft, "PE Format")."""
    with file.open("rb") as opened:
        head = opened.read(64)
        if len(head) < 64 or head[:2] != b"MZ":
            return False
        opened.seek(int.from_bytes(head[60:64], "little"))
        return opened.read(4) == b"PE\0\0"


def is_signed(file: Path) -> bool:
    """Whether its certificate table, entry 4 of the data directories, is not empty (Microsoft, "PE Format")."""
    with file.open("rb") as opened:
        opened.seek(60)
        header = int.from_bytes(opened.read(4), "little")
        opened.seek(header + 24)
        magic = int.from_bytes(opened.read(2), "little")
        directories = header + 24 + (112 if magic == 0x20B else 96)
        opened.seek(directories + 4 * 8 + 4)
        return int.from_bytes(opened.read(4), "little") > 0


def _require_program(program: str) -> None:
    if not shutil.which(program):
        raise SystemExit(f"Signing needs {program}, which is not here.")


def _required_variable(name: str) -> str:
    if not os.environ.get(name):
        raise SystemExit(f"Signing needs the variable {name}; build/README.md tells what it holds.")
    return os.environ[name]
