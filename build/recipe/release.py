"""What goes beside the files of a release: the bill of materials, the sums, the detached signatures."""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from licences.notices import sbom_path
from recipe.product import DIST, folder
from sign.minisign import sign_file

SUMS = "SHA256SUMS"


def finish_release(files: list[Path], *, secret: Path | None, only_folder: bool) -> Iterator[tuple[Path, float]]:
    """Each file with its size in MB (10^6 B)."""
    if only_folder:
        for file in files:
            yield file, sum(path.lstat().st_size for path in file.rglob("*") if not path.is_dir()) / 1e6
        return
    companions = [_copy_sbom(file) for file in files]
    if secret is not None:
        companions += [sign_file(file, secret) for file in [*files, *companions]]
    _write_sums([*files, *companions])
    for file in [*files, *companions]:
        yield file, file.stat().st_size / 1e6


def _copy_sbom(file: Path) -> Path:
    system = next(name for name in ("windows", "macos", "linux") if name in file.name or name == "linux")
    made = file.with_name(f"{file.name}.cdx.json")
    shutil.copyfile(sbom_path(folder(system)), made)
    return made


def _write_sums(files: list[Path]) -> None:
    """Adds to what an earlier build of another system wrote; `sha256sum -c SHA256SUMS` reads it."""
    sums_file = DIST / SUMS
    lines = sums_file.read_text("utf-8").splitlines() if sums_file.exists() else []
    sums = {line.split("  ", 1)[1]: line.split("  ", 1)[0] for line in lines}
    sums |= {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
    current = {name: digest for name, digest in sums.items() if (DIST / name).exists()}
    sums_file.write_text(
        "".join(f"{current[name]}  {name}\n" for name in sorted(current)), encoding="utf-8", newline="\n"
    )
