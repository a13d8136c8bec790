"""The environment is made from nothing, only once, and says in a line what is missing where it cannot."""

import importlib.util
import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from checker.bootstrap import debian_packages, system_libraries, virtual_environment
from checker.bootstrap.setup_lock import exclusive_setup
from checker.bootstrap.virtual_environment import SetupFailed, VirtualEnvironment


def made(root: Path, text: str = "") -> VirtualEnvironment:
    file = root / "some.txt"
    file.write_text(text)
    return VirtualEnvironment(root, [file])


def made_in_advance(root: Path, text: str = "") -> VirtualEnvironment:
    """There already, empty: ensurepip takes ten seconds, and one test sees it at work."""
    environment = made(root, text)
    venv.create(environment.folder, with_pip=False, symlinks=os.name != "nt")
    return environment


@pytest.fixture
def no_ensurepip(monkeypatch: pytest.MonkeyPatch) -> None:
    """Made without it, as where Debian's python3-venv is missing: ten seconds less."""
    find_spec = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util,
        "find_spec",
        lambda name, package=None: None if name == "ensurepip" else find_spec(name, package),
    )
    monkeypatch.setattr(virtual_environment, "install_packages", lambda packages, purpose: False)


def make_read_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """The checkout takes no file any more; root may write where permissions alone forbid it."""
    monkeypatch.setattr(virtual_environment, "_may_write", lambda folder: False)


def test_from_nothing_and_only_once(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    environment = made(tmp_path)
    assert not environment.is_complete
    environment.set_up()
    assert environment.is_complete
    assert not environment.is_current
    completed = subprocess.run(
        [environment.python, "-c", "import sys; print(sys.prefix)"], capture_output=True, text=True, check=True
    )
    assert Path(completed.stdout.strip()).resolve() == environment.folder.resolve()
    assert made(tmp_path).is_complete
    assert not made(tmp_path, "# changed").is_complete
    assert "einmalig" in capfd.readouterr().err


@pytest.mark.usefixtures("no_ensurepip")
def test_an_environment_that_was_cut_off_is_made_anew(tmp_path: Path) -> None:
    environment = made(tmp_path)
    environment.python.parent.mkdir(parents=True)
    environment.python.write_text("not a program")
    environment.set_up()
    assert environment.is_complete


def test_a_translation_that_changed_is_compiled_again(tmp_path: Path) -> None:
    page = tmp_path / "checker" / "desk" / "locale" / "en" / "LC_MESSAGES" / "x.po"
    page.parent.mkdir(parents=True)
    page.write_text('msgid "ja"\nmsgstr "yes"\n')
    environment = made_in_advance(tmp_path)
    environment.set_up()
    assert not environment.is_complete, "no Babel in an empty environment: nothing was compiled"
    page.with_suffix(".mo").write_bytes(b"")
    os.utime(page, (1, 1))
    assert environment.is_complete
    os.utime(page.with_suffix(".mo"), (0, 0))
    assert not environment.is_complete


@pytest.mark.usefixtures("no_ensurepip")
def test_a_newer_python_behind_the_same_name_makes_it_anew(tmp_path: Path) -> None:
    environment = made_in_advance(tmp_path)
    environment.set_up()
    (library,) = (environment.folder / "lib").glob("python*")
    library.rename(library.with_name("python3.0"))
    assert not environment.is_complete
    environment.set_up()
    assert environment.is_complete


HOLD = "import sys, time; from pathlib import Path; from checker.bootstrap.setup_lock import exclusive_setup\n"
HOLD += "with exclusive_setup(Path(sys.argv[1]), print): print('holds', flush=True); time.sleep(float(sys.argv[2]))"


def holder(lock: Path, seconds: float) -> subprocess.Popen[str]:
    """Another start that holds the lock so long."""
    process = subprocess.Popen([sys.executable, "-c", HOLD, lock, str(seconds)], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "holds\n"
    return process


def test_a_start_that_was_killed_holds_nobody_up(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    environment = made_in_advance(tmp_path)
    with holder(environment.folder.with_suffix(".lock"), 600) as killed:
        killed.kill()
    environment.set_up()
    assert environment.is_complete
    assert "wait" not in capfd.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows gives a lock to one process alone")
def test_the_pip_of_a_killed_start_is_waited_for(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    waits: list[str] = []
    with exclusive_setup(lock, lambda: None):
        child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, close_fds=False)
    assert child.stdin

    def end_child() -> None:
        waits.append("waits")
        child.stdin.close()  # type: ignore[union-attr]

    with exclusive_setup(lock, end_child):
        assert waits == ["waits"]
    child.wait()


def test_a_second_start_says_that_it_waits(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    environment = made_in_advance(tmp_path)
    with holder(environment.folder.with_suffix(".lock"), 1) as first:
        environment.set_up()
        assert first.wait() == 0
    assert environment.is_complete
    assert capfd.readouterr().err.count("Another start") == 1


def test_a_package_without_a_hash_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SetupFailed) as refused:
        made_in_advance(tmp_path, "msgspec==0.22.0\n").set_up()
    assert "noch einmal starten" in str(refused.value)


def test_neither_venv_nor_pip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    find_spec = importlib.util.find_spec

    def find(name: str, package: str | None = None) -> object:
        return None if name in ("ensurepip", "pip") else find_spec(name, package)

    monkeypatch.setattr(importlib.util, "find_spec", find)
    monkeypatch.setattr(virtual_environment, "install_packages", lambda packages, purpose: False)
    with pytest.raises(SetupFailed) as refused:
        made(tmp_path).set_up()
    assert "sudo apt install python3" in str(refused.value)


@pytest.mark.usefixtures("no_ensurepip")
def test_no_venv_but_a_pip(tmp_path: Path) -> None:
    environment = made(tmp_path)
    environment.set_up()
    assert environment.is_complete


@pytest.mark.usefixtures("no_ensurepip")
def test_a_read_only_checkout_keeps_its_environment_in_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_read_only(monkeypatch)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    environment = made(tmp_path)
    assert environment.folder.is_relative_to(tmp_path / "cache")
    environment.set_up()
    assert environment.is_complete


def test_a_read_only_checkout_that_holds_a_filled_environment_uses_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such as a folder that an administrator has set up for everyone: nothing is downloaded a second time."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    page = tmp_path / "checker" / "desk" / "locale" / "en" / "LC_MESSAGES" / "x.po"
    page.parent.mkdir(parents=True)
    page.write_text("")
    page.with_suffix(".mo").write_bytes(b"")
    os.utime(page.with_suffix(".mo"), (0, 0))
    made_in_advance(tmp_path).set_up()
    make_read_only(monkeypatch)
    environment = made(tmp_path)
    assert environment.folder == tmp_path / ".venv"
    assert environment.is_complete, "a translation that nobody may compile is no reason to begin anew"
    assert made(tmp_path, "# another requirement").folder.is_relative_to(tmp_path / "cache")


def test_missing_libraries_are_named_by_their_package() -> None:
    required = {"libc.so.6": "libc6", "libnot-there.so.9": "libnot-there9"}
    assert system_libraries.missing_packages(required) == ["libnot-there9"]


def test_a_missing_library_is_said_in_one_line_and_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(system_libraries, "missing_packages", lambda required: ["libportaudio2"])
    monkeypatch.setattr(system_libraries, "install_packages", lambda packages, purpose: False)
    for _ in range(2):
        system_libraries.install_libraries(window=False, marker_folder=tmp_path)
    message = capsys.readouterr().err
    assert message.count("libportaudio2") == 1
    assert message.count("\n") == 1


def test_nobody_is_asked_where_nobody_sits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(debian_packages, "_is_root", lambda: False)
    assert debian_packages.install_packages(["hello"], "test") is False
