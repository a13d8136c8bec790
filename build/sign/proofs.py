"""What proves that a file is what it should be: sums, detached and inner signatures."""

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sign.authenticode import is_pe, is_signed
from sign.minisign import SIGNATURE_SUFFIX, verify

SUMS = "SHA256SUMS"
DEFAULT_ROOTS = Path("/etc/ssl/certs/ca-certificates.crt")


@dataclass(frozen=True)
class IntegrityProof:
    """One thing looked at, in words."""

    is_valid: bool
    message: str


def find_proofs(file: Path, *, key: str | None = None, roots: Path | None = None) -> Iterator[IntegrityProof]:
    """Every proof that there is for the file. `key`: minisign's public one, file or line."""
    if not file.is_file():
        yield IntegrityProof(is_valid=False, message="is not there")
        return
    yield from _sum(file)
    yield from _minisign(file, key)
    if is_pe(file):
        yield (
            authenticode(file, roots)
            if is_signed(file)
            else IntegrityProof(is_valid=False, message="carries no Authenticode")
        )
    if file.suffix == ".dmg" and sys.platform == "darwin":
        yield _gatekeeper(file)


def authenticode(file: Path, roots: Path | None = None) -> IntegrityProof:
    """By osslsigncode: the file is unaltered since it was signed, and the signer's certificate leads to `roots`."""
    if not shutil.which("osslsigncode"):
        return IntegrityProof(is_valid=False, message="osslsigncode is not here, so its Authenticode was not looked at")
    command = ["osslsigncode", "verify", "-CAfile", str(roots or DEFAULT_ROOTS), "-in", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    subjects = [line.strip() for line in done.stdout.splitlines() if line.strip().startswith("Subject:")]
    message = f"Authenticode, {subjects[0] if subjects else 'of nobody'}"
    return IntegrityProof(
        is_valid=done.returncode == 0, message=message if done.returncode == 0 else f"{message}: does not hold"
    )


def _sum(file: Path) -> Iterator[IntegrityProof]:
    sums_file = file.with_name(SUMS)
    if not sums_file.exists():
        return
    expected = {
        name: sums for sums, _, name in (line.partition("  ") for line in sums_file.read_text("utf-8").splitlines())
    }
    if file.name in expected:
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        yield IntegrityProof(is_valid=digest == expected[file.name], message=f"SHA-256 {digest}")


def _minisign(file: Path, key: str | None) -> Iterator[IntegrityProof]:
    signature_file = file.with_name(file.name + SIGNATURE_SUFFIX)
    if not signature_file.exists():
        if key:
            yield IntegrityProof(is_valid=False, message=f"{signature_file.name} is missing")
        return
    if not key:
        yield IntegrityProof(is_valid=False, message=f"{signature_file.name} is there, but no --key to look at it with")
        return
    if not shutil.which("minisign"):
        yield IntegrityProof(is_valid=False, message="minisign is not here, so its signature was not looked at")
        return
    comment = verify(file, key)
    if comment is None:
        yield IntegrityProof(is_valid=False, message="minisign: does not hold")
        return
    # ours is the name alone, minisign's own has it among others: timestamp:...<tab>file:...<tab>hashed
    is_named = comment == file.name or f"file:{file.name}" in comment.split("\t")
    yield IntegrityProof(
        is_valid=is_named, message=f"minisign, signed as {comment}" if is_named else f"minisign: is really {comment}"
    )


def _gatekeeper(file: Path) -> IntegrityProof:
    command = ["spctl", "--assess", "--type", "open", "--context", "context:primary-signature", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return IntegrityProof(is_valid=done.returncode == 0, message=f"Gatekeeper: {done.stderr.strip() or 'accepts it'}")
