"""A desk that hands out programs of every kind."""

import os
from collections.abc import Iterator

import pytest

from tests.desk.sampled import Sampled

WINDOWS = os.urandom(3_000_000)
OLD = b"MZ" * 500
FILES = {
    "Homeoffice-Check-0.9.0-windows.exe": OLD,
    "Homeoffice-Check-0.10.0-windows.exe": WINDOWS,
    "Homeoffice-Check-0.10.0-windows.exe.minisig": b"untrusted comment: x\n",
    "Homeoffice-Check-0.10.0-macos-arm64.dmg": b"arm" * 100,
    "Homeoffice-Check-0.10.0-macos-x86_64.dmg": b"intel" * 100,
    "homeoffice-check_0.10.0_amd64.deb": b"!<arch>\n",
    "Homeoffice-Check-0.10.0-linux.tar.xz": b"xz" * 100,
    ".Homeoffice-Check-0.11.0-windows.exe": b"half",
    "notes.txt": b"not a program",
}
NEWS = 'de = "Die Kamera wird schneller gefunden."\nen = "The camera is found faster."\npublisher = "Muster IT GmbH"\n'


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sampled]:
    with Sampled(tmp_path_factory.mktemp("desk")) as served:
        served.meet()
        fill(served)
        yield served


def fill(served: Sampled) -> None:
    there = served.data / "programs"
    for name, content in FILES.items():
        (there / name).write_bytes(content)
    (there / "link.exe").symlink_to(served.data / "firm.key")
    (there / "news.toml").write_text(NEWS)
