"""What goes beside the files of a release: the bill of materials, the sums, the detached signatures."""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from licences.write import bill_of
from recipe.product import DIST, folder

SUMS = "SHA256SUMS"


def finish(files: list[Path], *, secret: Path | None, only_folder: bool) -> Iterator[tuple[Path, float]]:
    """Each file with its size in MB (10^6 B)."""
    if only_folder:
        for file in files:
            yield file, sum(one.lstat().st_size for one in file.rglob("*") if not one.is_dir()) / 1e6
        return
    beside = [_bill(file) for file in files]
    if secret is not None:
        from sign.minisign import SecretKey, sign_file

        key = SecretKey.read(secret.read_text("utf-8"))
        beside += [sign_file(file, key) for file in [*files, *beside]]
    _sum_up([*files, *beside])
    for file in [*files, *beside]:
        yield file, file.stat().st_size / 1e6


def _bill(file: Path) -> Path:
    system = next(name for name in ("windows", "macos", "linux") if name in file.name or name == "linux")
    made = file.with_name(f"{file.name}.cdx.json")
    shutil.copyfile(bill_of(folder(system)), made)
    return made


def _sum_up(files: list[Path]) -> None:
    """Adds to what an earlier build of another system wrote; `sha256sum -c SHA256SUMS` reads it."""
    place = DIST / SUMS
    lines = place.read_text("utf-8").splitlines() if place.exists() else []
    known = {line.split("  ", 1)[1]: line.split("  ", 1)[0] for line in lines}
    known |= {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
    kept = {name: told for name, told in known.items() if (DIST / name).exists()}
    place.write_text("".join(f"{kept[name]}  {name}\n" for name in sorted(kept)), encoding="utf-8", newline="\n")
