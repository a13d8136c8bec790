"""Who may read a key file: by mode, and on Windows by the access control list that the system itself tells."""

import ctypes
import os
import subprocess
import sys
from pathlib import Path

import pytest

from checker.client.environment.private_file import (
    create_private_file,
    is_readable_by_others,
    private_hint,
    readers_of,
)

USER = "S-1-5-21-1-2-3-1001"


@pytest.mark.parametrize(
    "sddl, readers",
    [
        (f"D:P(A;;FA;;;{USER})", {USER}),
        (f"D:AI(A;ID;FA;;;SY)(A;ID;FA;;;BA)(A;ID;0x1200a9;;;BU)(A;ID;FA;;;{USER})", {"SY", "BA", "BU", USER}),
        (f"D:(A;;FR;;;WD)(A;;FA;;;{USER})", {"WD", USER}),
        (f"D:(A;;GWSD;;;AU)(A;;GA;;;{USER})", {USER}),
        (f"D:(A;;0x100116;;;BU)(A;;0x80000000;;;AU)(D;;FA;;;BU)(A;;CCRC;;;{USER})", {"AU", USER}),
        (f'D:(XA;;FR;;;BU;(@User.x == "1"))(A;OICI;FRFW;;;{USER})', {"BU", USER}),
        ("D:NO_ACCESS_CONTROL", {"WD"}),
        ("", {"WD"}),
        ("D:P", set()),
    ],
)
def test_readers_of_a_list(sddl: str, readers: set[str]) -> None:
    assert readers_of(sddl) == readers


def test_a_new_file_is_private_and_never_replaces_one(tmp_path: Path) -> None:
    path = tmp_path / "firm ü.key"
    with os.fdopen(create_private_file(path), "wb") as file:
        file.write(b"\r\n\x1a secret")
    assert path.read_bytes() == b"\r\n\x1a secret"
    assert not is_readable_by_others(path)
    with pytest.raises(FileExistsError):
        create_private_file(path)
    assert path.read_bytes() == b"\r\n\x1a secret"


@pytest.mark.skipif(sys.platform == "win32", reason="modes")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644])
def test_by_mode(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "firm.key"
    path.touch()
    path.chmod(mode)
    assert is_readable_by_others(path)
    subprocess.run(private_hint(path).split(), check=True)
    assert not is_readable_by_others(path)


@pytest.mark.skipif(sys.platform != "win32", reason="access control lists")
def test_by_list(tmp_path: Path) -> None:
    path = tmp_path / "firm.key"
    path.touch()
    subprocess.run(["icacls", str(path), "/grant", "*S-1-1-0:R"], check=True, capture_output=True)
    assert is_readable_by_others(path)
    if hasattr(ctypes.CDLL("ntdll"), "wine_get_version"):
        pytest.skip("Wine's icacls changes nothing")
    subprocess.run(private_hint(path), check=True, capture_output=True)
    assert not is_readable_by_others(path)
