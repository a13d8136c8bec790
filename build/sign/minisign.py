"""Detached signatures by the program minisign (jedisct1.github.io/minisign): FILE.minisig for every file of a release.

The secret key is read by minisign alone, also one under a password: it asks for it on the terminal, once a file.
"""

import shutil
import subprocess
from pathlib import Path

SIGNATURE_SUFFIX = ".minisig"


def require_minisign(secret: Path) -> None:
    """Ends the build where it could not sign in the end."""
    if not shutil.which("minisign"):
        raise SystemExit("Signing needs minisign, which is not here.")
    if not secret.is_file():
        raise SystemExit(f"{secret} is not there: make a key by `minisign -G -W -s {secret}`.")


def sign_file(file: Path, secret: Path) -> Path:
    """Writes FILE.minisig. The file's name is signed too, as the trusted comment. Ends the build where it cannot."""
    made = file.with_name(file.name + SIGNATURE_SUFFIX)
    command = ["minisign", "-S", "-s", str(secret), "-m", str(file), "-x", str(made), "-t", file.name]
    if subprocess.run(command, check=False).returncode:
        raise SystemExit(f"{file.name} could not be signed; minisign's words stand above.")
    return made


def verify(file: Path, key: str) -> str | None:
    """The trusted comment of FILE.minisig; None where it does not hold. `key`: the public one, file or line."""
    lines = Path(key).read_text("utf-8", errors="replace").split() if Path(key).is_file() else [key]
    signature_file = file.with_name(file.name + SIGNATURE_SUFFIX)
    command = ["minisign", "-V", "-Q", "-m", str(file), "-x", str(signature_file), "-P", lines[-1] if lines else ""]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)
    return None if done.returncode else done.stdout.removesuffix("\n")
