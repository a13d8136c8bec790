"""Programs of the system: the one of the full path, in the environment that the system gave."""

import ast
import os
import sys
from pathlib import Path

import pytest

from checker.model.failure import FailureKind, OperationFailed
from checker.net.command import run_command
from checker.net.system_program import child_environment, find_program

CHECKER = Path(__file__).resolve().parents[2] / "checker"
PACKAGE = "/opt/homeoffice-check/_internal"
OWN_CHILDREN = {
    "net/receiver.py": "this program itself",
    "net/pac/evaluation/evaluator.py": "this program itself",
    "run/worker_process.py": "this program itself",
}


@pytest.fixture
def packaged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "_MEIPASS", PACKAGE, raising=False)
    for name, value in {
        "LD_LIBRARY_PATH": PACKAGE,
        "QT_PLUGIN_PATH": f"{PACKAGE}/plugins",
        "QT_QPA_PLATFORM": "xcb",
        "QML2_IMPORT_PATH": PACKAGE,
        "_PYI_ARCHIVE_FILE": "x",
        "PYTHONHOME": PACKAGE,
        "SSL_CERT_FILE": f"{PACKAGE}/certifi/cacert.pem",
        "PATH": os.pathsep.join([PACKAGE, f"{PACKAGE}/PySide6", "/usr/bin", "/bin"]),
        "HOME": "/home/x",
    }.items():
        monkeypatch.setenv(name, value)


@pytest.mark.usefixtures("packaged")
def test_a_child_of_the_packaged_program_has_none_of_its_variables() -> None:
    environment = child_environment({"LC_ALL": "C"})
    assert PACKAGE not in str(environment)
    assert not [name for name in environment if name.startswith(("QT_", "QML", "_PYI", "PYTHON", "SSL_CERT"))]
    assert "LD_LIBRARY_PATH" not in environment
    assert environment["PATH"] == os.pathsep.join(["/usr/bin", "/bin"])
    assert (environment["HOME"], environment["LC_ALL"]) == ("/home/x", "C")


@pytest.mark.usefixtures("packaged")
def test_what_the_system_had_set_is_set_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/usr/local/lib")
    environment = child_environment()
    assert environment["LD_LIBRARY_PATH"] == "/usr/local/lib"
    assert "LD_LIBRARY_PATH_ORIG" not in environment


@pytest.mark.skipif(sys.platform == "win32", reason="printenv")
def test_a_real_child_sees_the_clean_one(packaged: None) -> None:
    assert PACKAGE not in run_command("printenv").output


def test_from_source_nothing_is_taken_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", "/mine")
    assert child_environment() == dict(os.environ)


@pytest.mark.parametrize("entry", ["", ".", "bin", "./bin"])
def test_a_program_in_the_current_folder_is_never_started(
    entry: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in (tmp_path, tmp_path / "bin"):
        folder.mkdir(exist_ok=True)
        (folder / "planted-tool").write_text("#!/bin/sh\n")
        (folder / "planted-tool").chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", os.pathsep.join([entry, "/usr/bin"]))
    with pytest.raises(OperationFailed) as failed:
        find_program("planted-tool")
    assert failed.value.failure.kind is FailureKind.MISSING


def test_a_program_is_found_by_its_full_path() -> None:
    name = "cmd" if sys.platform == "win32" else "sh"
    assert Path(find_program(name)).is_absolute()
    assert find_program(find_program(name)) == find_program(name)


def test_every_program_of_the_system_is_started_so() -> None:
    """Whoever starts a process gives it an environment of `child_environment`, or starts this program itself."""
    for file in sorted(CHECKER.rglob("*.py")):
        name = file.relative_to(CHECKER).as_posix()
        if name.startswith(("desk/", "demo/", "bootstrap/")) or name in OWN_CHILDREN:
            continue
        source = file.read_text("utf-8")
        if "subprocess." not in source:
            continue
        for node in ast.walk(ast.parse(source)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id == "subprocess"
                and node.func.attr in ("run", "Popen", "check_output", "check_call", "call")
            ):
                assert any(keyword.arg == "env" for keyword in node.keywords), f"{name}:{node.lineno}"
                assert "child_environment" in source, name
