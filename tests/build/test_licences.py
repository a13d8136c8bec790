"""Everything inside is somebody's, under a licence that we keep; nothing is under the GPL without an exception."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from licences.notices import NOTICES, notices_text, sbom_path
from licences.parts import ThirdPartyPart, _Packages, collect_parts
from recipe.completeness import contents_folder, find_faults
from recipe.product import executable, folder, this_system
from tests.build.test_bill import valid

SYSTEM = this_system()
ROOT = contents_folder(folder(SYSTEM))
packaged = [
    pytest.mark.packaged,
    pytest.mark.skipif(not executable(SYSTEM).exists(), reason="no executable: python3 build/package.py makes it"),
]
_GPL = re.compile(r"(?<![A-Z])A?GPL")


def forbidden(licence: str) -> bool:
    """Whether the SPDX expression has no way around the GPL: Lesser ones and those with an exception are kept."""
    return all(_GPL.search(choice) and " WITH " not in choice for choice in licence.split(" OR "))


@pytest.mark.parametrize(
    ("licence", "bad"),
    [
        ("GPL-3.0-only", True),
        ("AGPL-3.0-or-later", True),
        ("LGPL-2.1-or-later", False),
        ("GPL-3.0-or-later WITH GCC-exception-3.1", False),
        ("MIT OR GPL-2.0-only", False),
        ("BSD-3-Clause AND MIT", False),
        ("MIT AND GPL-2.0-only", True),
    ],
)
def test_the_rule_itself(licence: str, bad: bool) -> None:
    assert forbidden(licence) is bad


def test_a_package_that_does_not_name_its_licence_is_named_here() -> None:
    if SYSTEM == "linux":
        part = _Packages(None).part("quickjs-ng")
        assert (part.licence, bool(part.texts)) == ("MIT", True)


def test_lgpl_parts_are_named_with_their_files_and_how_to_replace_them() -> None:
    text = notices_text(
        [ThirdPartyPart("Qt", "6", "LGPL-3.0-only", files=["PySide6/Qt/lib/libQt6Core.so.6"], texts={"a": "words"})]
    )
    assert "PySide6/Qt/lib/libQt6Core.so.6" in text
    assert "ersetzt werden" in text
    assert "may be replaced" in text
    assert "words" in text


class TestPackaged:
    """What really is in the folder."""

    pytestmark = packaged

    def test_no_part_is_under_the_gpl(self) -> None:
        parts = collect_parts(folder(SYSTEM))
        assert len(parts) > 30
        assert [part.name for part in parts if forbidden(part.licence)] == []

    def test_every_part_has_words_of_its_licence(self) -> None:
        silent = {part.name for part in collect_parts(folder(SYSTEM)) if not part.texts}
        assert silent <= {"Microsoft Visual C++ runtime", "PySide6_Essentials", "shiboken6"}, "theirs stand with Qt"

    def test_the_notices_are_inside_and_name_everybody(self) -> None:
        text = (ROOT / NOTICES).read_text("utf-8")
        assert [part.name for part in collect_parts(folder(SYSTEM)) if f"{part.name} " not in text] == []
        for words in ("GNU LESSER GENERAL PUBLIC LICENSE", "PYTHON SOFTWARE FOUNDATION LICENSE", "OpenBLAS"):
            assert words in text

    def test_the_bill_lies_beside(self) -> None:
        bill = json.loads(sbom_path(folder(SYSTEM)).read_text("utf-8"))
        valid(bill)
        assert {"Qt", "FFmpeg", "CPython", "numpy"} <= {component["name"] for component in bill["components"]}

    @pytest.mark.skipif(sys.platform != "linux", reason="asks a library of Linux")
    def test_ffmpeg_itself_says_lgpl(self) -> None:
        """Built with a GPL part, it would say so."""
        library = next(ROOT.glob("opencv_python_headless.libs/libavcodec-*"))
        script = (
            f"import ctypes; f = ctypes.CDLL({str(library)!r}).avcodec_license; f.restype = ctypes.c_char_p; print(f())"
        )
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
        assert "LGPL" in done.stdout

    def test_the_folder_is_whole(self) -> None:
        assert find_faults(folder(SYSTEM), executable(SYSTEM), SYSTEM) == []

    def test_a_missing_check_would_be_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from recipe import inclusions  # noqa: PLC0415 - build/ is on the path only here

        more = [*inclusions.hidden(SYSTEM), "checker.checks.forgotten.probe"]
        monkeypatch.setattr(inclusions, "hidden", lambda system: more)
        assert find_faults(folder(SYSTEM), executable(SYSTEM), SYSTEM) == ["checker.checks.forgotten.probe is missing"]


def test_a_file_that_nobody_claims_ends_the_build(tmp_path: Path) -> None:
    folder = tmp_path / "Homeoffice-Check" / "_internal"
    folder.mkdir(parents=True)
    (folder / "libstrange.so.1").write_bytes(b"")
    with pytest.raises(SystemExit, match=r"libstrange\.so\.1"):
        collect_parts(folder.parent)
