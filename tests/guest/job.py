"""The second disk of the guest: this working tree, the packaged program if wanted, sounds, and what is to be done."""

import compileall
import shutil
from pathlib import Path

import msgspec

from checker.bootstrap import ROOT
from tests.guest import recipe, sounds
from tests.guest.scenario import Task
from tests.guest.tools import NotPossible, filesystem

PACKAGED = ROOT / "dist" / "linux" / "Homeoffice-Check"
"""Where build/package.py lays the folder on Linux."""
_TREE = ("checker", "build", "tests/guest")
_RUN = f"""cd /job/tree && ln -s /{recipe.VENV} .venv
find /{recipe.VENV} /job /usr/bin /usr/lib/python3* /usr/lib/x86_64-linux-gnu /usr/lib/pulse* /usr/share/alsa /etc \\
    -type f -exec cat {{}} + >/dev/null
exec /{recipe.VENV}/bin/python -m tests.guest.inside /job/task.json
"""
"""All is read once beforehand: while the guest waits for its disk, its clock runs ahead (see machine.py)."""
_SOURCE = (f"/{recipe.VENV}/bin/python", "-m", "checker")
_EXECUTABLE = ("/job/packaged/Homeoffice-Check",)
_SPARE = 64 << 20


def make(folder: Path, names: tuple[str, ...], *, packaged: bool) -> Path:
    """The disk, in `folder`, which must be empty. Raises NotPossible."""
    content, disk = folder / "job", folder / "job.img"
    for part in _TREE:
        shutil.copytree(ROOT / part, content / "tree" / part)
    # Compiled here, where that takes seconds; a Python other than the guest's makes files that the guest passes over.
    compileall.compile_dir(content / "tree", quiet=2, workers=0)
    if packaged:
        if not PACKAGED.is_dir():
            raise NotPossible("There is no packaged program yet: python3 build/package.py --folder")
        shutil.copytree(PACKAGED, content / "packaged", symlinks=True)
    sounds.make(content / "sounds")
    task = Task(names=names, program=_EXECUTABLE if packaged else _SOURCE)
    (content / "task.json").write_bytes(msgspec.json.encode(task))
    (content / "run.sh").write_text(_RUN)
    used = sum(max(path.lstat().st_size, 4096) for path in content.rglob("*"))
    filesystem(disk, content, f"{(used * 5 // 4 + _SPARE) >> 10}k")
    shutil.rmtree(content)
    return disk
