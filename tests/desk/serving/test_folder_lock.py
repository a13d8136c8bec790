"""One desk a folder, and an address that does not change in silence."""

import subprocess
import sys
from pathlib import Path

import pytest

from checker.desk.serving.folder_lock import FolderInUse, FolderLock

_HOLD = (
    "import sys; from pathlib import Path; from checker.desk.serving.folder_lock import FolderLock\n"
    "FolderLock(Path(sys.argv[1]), 'http://127.0.0.1:8000'); print('held', flush=True); sys.stdin.read()"
)


def test_a_second_desk_is_refused_with_the_first_ones_address(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdin is not None and holder.stdout is not None
    try:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(FolderInUse, match=r"http://127\.0\.0\.1:8000"):
            FolderLock(tmp_path, "http://127.0.0.1:9000")
    finally:
        holder.kill()
        holder.communicate()
    lock = FolderLock(tmp_path, "http://127.0.0.1:9000")
    assert lock.former_address == "http://127.0.0.1:8000"
    lock.release()
    again = FolderLock(tmp_path, "http://127.0.0.1:9000")
    assert again.former_address == "http://127.0.0.1:9000"
    again.release()
