"""`--version`: which program this is, and where the licences of its parts lie."""

import sys
from pathlib import Path

import pytest

from checker import __version__
from checker.client.arguments import parse_arguments
from checker.client.third_party_notices import NOTICES


def version_lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    with pytest.raises(SystemExit) as ended:
        parse_arguments(["--version"])
    assert ended.value.code == 0
    return capsys.readouterr().out.splitlines()


def test_from_the_source(capsys: pytest.CaptureFixture[str]) -> None:
    assert version_lines(capsys) == [f"Homeoffice-Check {__version__}"]


def test_from_the_package(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / ("a long folder " * 6).strip() / NOTICES
    file.parent.mkdir(parents=True)
    file.write_text("LGPL")
    monkeypatch.setattr(sys, "_MEIPASS", str(file.parents[1]), raising=False)
    assert version_lines(capsys) == [f"Homeoffice-Check {__version__}", f"Lizenzen · licences: {file}"]
