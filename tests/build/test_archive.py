"""Archives depend on nothing but their contents, and the system's own tools read them."""

import io
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from systems.archive import folder_members, tar_xz
from systems.deb import _ar, _parents

WHEN = 1_700_000_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "program"
    (root / "inner").mkdir(parents=True)
    (root / "start").write_text("#!/bin/sh\n")
    (root / "start").chmod(0o755)
    (root / "inner" / "Grüße.txt").write_text("hallo")
    (root / "libx.so").symlink_to("inner/libx.so.1")
    (root / "inner" / "libx.so.1").write_bytes(bytes(1000))
    return root


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX rights and links")
def test_the_same_contents_make_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    first = tar_xz(list(folder_members(folder, "p")), WHEN)
    again = tmp_path / "elsewhere"
    shutil.copytree(folder, again, symlinks=True)
    for file in again.rglob("*"):
        os.utime(file, (1, 1), follow_symlinks=False)
    assert tar_xz(list(reversed(list(folder_members(again, "p")))), WHEN) == first
    (again / "start").write_text("#!/bin/bash\n")
    assert tar_xz(list(folder_members(again, "p")), WHEN) != first


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX rights and links")
def test_names_rights_owners_and_links_are_kept(folder: Path) -> None:
    with tarfile.open(fileobj=io.BytesIO(tar_xz(list(folder_members(folder, "p")), WHEN))) as archive:
        members = {member.name: member for member in archive}
    assert set(members) == {"p", "p/inner", "p/start", "p/libx.so", "p/inner/Grüße.txt", "p/inner/libx.so.1"}
    assert all((member.uid, member.gid, member.mtime) == (0, 0, WHEN) for member in members.values())
    assert members["p/start"].mode == 0o755
    assert members["p/inner/Grüße.txt"].mode == 0o644
    assert members["p/libx.so"].linkname == "inner/libx.so.1"
    order = list(members)
    assert order.index("p/inner") < order.index("p/inner/libx.so.1"), "a folder comes before what lies in it"


@pytest.mark.skipif(not shutil.which("xz"), reason="no xz")
def test_the_systems_tar_and_xz_read_it(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "p.tar.xz").write_bytes(tar_xz(list(folder_members(folder, "p")), WHEN))
    subprocess.run(["tar", "-xJf", "p.tar.xz"], cwd=tmp_path, check=True)
    assert (tmp_path / "p" / "inner" / "Grüße.txt").read_text() == "hallo"
    assert os.access(tmp_path / "p" / "start", os.X_OK)


def test_members_of_a_deb_begin_at_even_places() -> None:
    assert len(_ar("debian-binary", b"2.0\n", 0)) % 2 == 0
    assert _ar("x", b"odd", 0).endswith(b"odd\n")
    assert len(_ar("control.tar.xz", b"", WHEN)) == 60


def test_every_folder_above_is_named() -> None:
    assert _parents(["./usr/bin/x", "./usr/lib"]) == {".", "./usr", "./usr/bin"}
