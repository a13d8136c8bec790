"""The Debian package on the systems that it is for, each as bare as it can be: installs, checks, shows its window."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from recipe.product import DIST, PACKAGE, debian_version
from tests.build.display import windows_of
from tests.lab.root import is_root
from wine.wine_environment import CACHE, debian_archive

DEB = DIST / f"{PACKAGE}_{debian_version()}_amd64.deb"
SUITES = ("bookworm", "trixie", "jammy", "noble")
DEBIAN_SUITES = SUITES[:2]
_ENTER = """
mount --make-rprivate /
mount -t tmpfs tmpfs "$OVER"
mkdir "$OVER/upper" "$OVER/work" "$OVER/root"
mount -t overlay overlay -o "lowerdir=$LOWER,upperdir=$OVER/upper,workdir=$OVER/work" "$OVER/root"
cd "$OVER/root"
mount -t proc proc proc && mount --rbind /dev dev && mount --rbind /sys sys
mkdir -p tmp/.X11-unix && mount --bind /tmp/.X11-unix tmp/.X11-unix
cp "$DEB" tmp/program.deb
exec chroot . env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 DISPLAY="$DISPLAY" \\
    DEBIAN_FRONTEND=noninteractive sh -ec "$WORDS"
"""
INSTALL = "apt-get update -qq; apt-get install -y -qq --no-install-recommends /tmp/program.deb"
pytestmark = [
    pytest.mark.packaged,
    pytest.mark.slow,
    pytest.mark.timeout(1200),
    pytest.mark.skipif(not DEB.exists(), reason="no package: python3 build/package.py makes it"),
    pytest.mark.skipif(not is_root() or not shutil.which("debootstrap"), reason="needs root and debootstrap"),
]


@pytest.fixture(params=SUITES)
def lower(request: pytest.FixtureRequest) -> Iterator[Path]:
    """The bare system. Made once, minutes each; kept beside Wine's."""
    folder = CACHE / request.param
    if not (folder / "usr" / "bin" / "apt-get").exists():
        # Without an address debootstrap takes the one that it knows for the suite.
        address = [debian_archive()] if request.param in DEBIAN_SUITES else []
        command = ["debootstrap", "--variant=minbase", request.param, folder, *address]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            shutil.rmtree(folder, ignore_errors=True)
            pytest.skip(f"{request.param} cannot be had here: {done.stdout.strip().splitlines()[-1:]}")
    yield folder


def test_it_installs_checks_and_shows_its_window(lower: Path, display: str, tmp_path: Path) -> None:
    words = f"{INSTALL}; {PACKAGE} --text --yes --no-send --home /tmp/a; echo ended $?; exec {PACKAGE} --home /tmp/b"
    environment = os.environ | {
        "LOWER": str(lower),
        "OVER": str(tmp_path),
        "DEB": str(DEB),
        "WORDS": f"set +e; {words}",
    }
    command = ["unshare", "--mount", "bash", "-ec", _ENTER]
    log = tmp_path.parent / f"{lower.name}.log"
    with log.open("w") as out:
        process = subprocess.Popen(
            command, env=environment | {"DISPLAY": display}, stdout=out, stderr=subprocess.STDOUT
        )
        try:
            until = time.monotonic() + 600
            while not (windows := windows_of(display, "Homeoffice-Check")) and process.poll() is None:
                assert time.monotonic() < until, log.read_text()
                time.sleep(0.3)
        finally:
            process.terminate()
            process.wait()
    output = log.read_text()
    assert windows, output
    assert "Traceback" not in output
    assert any(f"ended {code}" in output for code in (0, 1, 2)), output
    assert "Bericht" in output.partition("ended")[0], "the terminal told of a report"
