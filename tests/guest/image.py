"""The guest's disk: Debian 12 with its own kernel, webcams and sound cards as modules, and the client's packages.

Built once into a folder, without mounts and loop devices; built again when the recipe or the requirements change.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from checker.bootstrap import REQUIREMENTS
from tests.guest import recipe
from tests.guest.tools import NotPossible, filesystem, run

KERNEL, INITRD, DISK = "vmlinuz", "initrd.img", "disk.img"
_STAMP = "stamp"
_INIT = Path(__file__).with_name("init.sh")
_REQUIREMENTS = REQUIREMENTS / "program.txt"


def cache() -> Path:
    """Where the guest lies when no other folder is named."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "homeoffice-check" / "guest"


def bring(folder: Path) -> None:
    """The image in `folder`, built unless it is there. Raises NotPossible."""
    mark, stamp = folder / _STAMP, _stamp()
    there = all((folder / name).is_file() for name in (KERNEL, INITRD, DISK))
    if there and mark.is_file() and mark.read_text() == stamp:
        return
    if os.geteuid() != 0:
        raise NotPossible("Building the guest machine needs root (once; running it does not).")
    print(f"The guest machine is built, once, which takes some minutes: {folder}", file=sys.stderr, flush=True)
    mark.unlink(missing_ok=True)
    root = folder / "rootfs"
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    try:
        _debian(root, folder / "bootstrap.log")
        _initrd(root)
        _packages(root)
        shutil.copyfile(_INIT, root / "init-guest")
        (root / "init-guest").chmod(0o755)
        _disk(root, folder)
    finally:
        shutil.rmtree(root, ignore_errors=True)
    mark.write_text(stamp)


def _stamp() -> str:
    parts = (_INIT, Path(recipe.__file__), Path(__file__), _REQUIREMENTS)
    return hashlib.sha256(b"".join(part.read_bytes() for part in parts)).hexdigest()


def _debian(root: Path, log: Path) -> None:
    command = ["mmdebstrap", "--quiet", "--variant=minbase", f"--include={','.join(recipe.DEBIAN)}"]
    command += ['--aptopt=APT::Install-Recommends "0"', recipe.RELEASE, str(root), *_sources()]
    with log.open("wb") as output:
        done = subprocess.run(command, check=False, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
    if done.returncode:
        raise NotPossible(f"Debian could not be brought; {log} says why.")


def _sources() -> list[str]:
    """This machine's own sources where it is the same Debian, otherwise Debian's usual ones."""
    release = Path("/etc/os-release")
    if not release.is_file() or f"VERSION_CODENAME={recipe.RELEASE}" not in release.read_text():
        return []
    candidates = (Path("/etc/apt/sources.list.d/debian.sources"), Path("/etc/apt/sources.list"))
    return [str(path) for path in candidates if path.is_file()][:1]


def _initrd(root: Path) -> None:
    """A small one: only what finds the disk."""
    settings = root / "etc/initramfs-tools"
    file = settings / "initramfs.conf"
    file.write_text(re.sub(r"^MODULES=.*", "MODULES=list", file.read_text(), flags=re.MULTILINE))
    (settings / "modules").write_text("virtio_pci\nvirtio_blk\next4\n")
    run(["chroot", str(root), "update-initramfs", "-u", "-k", _kernel(root)])


def _packages(root: Path) -> None:
    """A virtual environment that the program takes for its own complete one: it brings nothing when it starts."""
    venv = root / recipe.VENV
    run(["chroot", str(root), "python3", "-m", "venv", "--without-pip", f"/{recipe.VENV}"])
    (venv / "complete-program").write_text(hashlib.sha256(_REQUIREMENTS.read_bytes()).hexdigest())
    requirements_file = venv / "requirements.txt"
    requirements_file.write_text(recipe.requirements(_REQUIREMENTS.read_text()))
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    command += ["--root-user-action=ignore", "--require-hashes", "--only-binary=:all:"]
    command += ["--python-version", recipe.PYTHON, "--platform=manylinux2014_x86_64"]
    command += [f"--platform=manylinux_2_{minor}_x86_64" for minor in range(recipe.GLIBC_MINOR, 4, -1)]
    run([*command, "-r", str(requirements_file), "--target", str(venv / f"lib/python{recipe.PYTHON}/site-packages")])
    # Compiled here, where that takes seconds instead of minutes; test files of packages may not compile.
    compiling = f"python3 -m compileall -q /{recipe.VENV}/lib || true"
    run(["chroot", str(root), "sh", "-c", compiling])


def _disk(root: Path, folder: Path) -> None:
    kernel = _kernel(root)
    for cached in ("var/lib/apt/lists", "var/cache/apt"):
        shutil.rmtree(root / cached, ignore_errors=True)
    filesystem(folder / DISK, root, recipe.DISK)
    shutil.copyfile(root / f"boot/vmlinuz-{kernel}", folder / KERNEL)
    shutil.copyfile(root / f"boot/initrd.img-{kernel}", folder / INITRD)


def _kernel(root: Path) -> str:
    return next((root / "lib/modules").iterdir()).name
