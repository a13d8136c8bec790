"""No library asks Windows' WMI through Python's `platform`."""

import importlib
import sys
from pathlib import Path

import pytest

from checker.__main__ import forbid_wmi


def test_its_module_cannot_be_imported_on_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "_wmi.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "_wmi", None)  # so that it is taken away afterwards
    del sys.modules["_wmi"]
    forbid_wmi()
    with pytest.raises(ImportError):
        importlib.import_module("_wmi")
