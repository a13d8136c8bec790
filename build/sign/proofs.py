"""What proves that a file is what it should be: sums, detached and inner signatures."""

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nacl.exceptions import BadSignatureError

from sign.authenticode import is_pe, is_signed
from sign.minisign import ENDING, NotMinisign, verify

SUMS = "SHA256SUMS"
ROOTS = Path("/etc/ssl/certs/ca-certificates.crt")


@dataclass(frozen=True)
class Proof:
    """One thing looked at, in words."""

    holds: bool
    said: str


def proofs(file: Path, *, key: str | None = None, roots: Path | None = None) -> Iterator[Proof]:
    """Every proof that there is for the file. `key`: minisign's public one, file or line."""
    if not file.is_file():
        yield Proof(holds=False, said="is not there")
        return
    yield from _sum(file)
    yield from _minisign(file, key)
    if is_pe(file):
        yield authenticode(file, roots) if is_signed(file) else Proof(holds=False, said="carries no Authenticode")
    if file.suffix == ".dmg" and sys.platform == "darwin":
        yield _gatekeeper(file)


def authenticode(file: Path, roots: Path | None = None) -> Proof:
    """By osslsigncode: the file is unaltered since it was signed, and the signer's certificate leads to `roots`."""
    if not shutil.which("osslsigncode"):
        return Proof(holds=False, said="osslsigncode is not here, so its Authenticode was not looked at")
    command = ["osslsigncode", "verify", "-CAfile", str(roots or ROOTS), "-in", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    who = [line.strip() for line in done.stdout.splitlines() if line.strip().startswith("Subject:")]
    said = f"Authenticode, {who[0] if who else 'of nobody'}"
    return Proof(holds=done.returncode == 0, said=said if done.returncode == 0 else f"{said}: does not hold")


def _sum(file: Path) -> Iterator[Proof]:
    place = file.with_name(SUMS)
    if not place.exists():
        return
    told = {name: sums for sums, _, name in (line.partition("  ") for line in place.read_text("utf-8").splitlines())}
    if file.name in told:
        own = hashlib.sha256(file.read_bytes()).hexdigest()
        yield Proof(holds=own == told[file.name], said=f"SHA-256 {own}")


def _minisign(file: Path, key: str | None) -> Iterator[Proof]:
    place = file.with_name(file.name + ENDING)
    if not place.exists():
        if key:
            yield Proof(holds=False, said=f"{place.name} is missing")
        return
    if not key:
        yield Proof(holds=False, said=f"{place.name} is there, but no --key to look at it with")
        return
    public = Path(key).read_text("utf-8") if Path(key).exists() else key
    try:
        comment = verify(file.read_bytes(), place.read_text("utf-8"), public)
    except (NotMinisign, BadSignatureError, UnicodeDecodeError) as error:
        yield Proof(holds=False, said=f"minisign: {error}")
        return
    named = comment == file.name
    yield Proof(holds=named, said=f"minisign, signed as {comment}" if named else f"minisign: is really {comment}")


def _gatekeeper(file: Path) -> Proof:
    command = ["spctl", "--assess", "--type", "open", "--context", "context:primary-signature", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return Proof(holds=done.returncode == 0, said=f"Gatekeeper: {done.stderr.strip() or 'accepts it'}")
