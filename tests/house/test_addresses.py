"""No package server's address stands in the repository: where packages come from is the machine's own setting."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SERVERS = re.compile(
    rb"(?:deb|security|snapshot|ftp[\w.]*)\.debian\.org|(?:archive|security)\.ubuntu\.com"
    rb"|pypi\.org/simple|files\.pythonhosted\.org|registry\.npmjs\.org|registry\.yarnpkg\.com"
)


def test_no_package_server_is_named() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    files = [ROOT / name.decode() for name in listed.split(b"\0") if name]
    named = [str(file.relative_to(ROOT)) for file in files if file.is_file() and SERVERS.search(file.read_bytes())]
    assert not set(named) - {str(Path(__file__).relative_to(ROOT))}


def test_the_pattern_sees_such_an_address() -> None:
    assert SERVERS.search(b"debootstrap stable /x http://deb." + b"debian.org/debian")
