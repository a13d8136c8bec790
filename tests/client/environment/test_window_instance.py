"""A second start meets the window of the first, or opens its own."""

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from checker.client.environment import window_instance
from checker.client.environment.window_instance import ACTIVATION_VARIABLE, WindowInstance
from tests.client.program import ROOT, command, environment


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """With a short path: a socket's may not be long."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", "")
    monkeypatch.setenv(ACTIVATION_VARIABLE, "")
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / "home"


@pytest.fixture
def first(home: Path) -> Iterator[WindowInstance]:
    instance = WindowInstance(home, "ACME")
    yield instance
    instance.close()


def test_without_a_window_a_start_opens_its_own(home: Path) -> None:
    assert not WindowInstance(home, "ACME").show_open_window()


def test_every_later_start_brings_the_window_to_the_front(home: Path, first: WindowInstance) -> None:
    fronts: list[str] = []
    first.serve(lambda: not fronts.append(threading.current_thread().name))
    assert [WindowInstance(home, "ACME").show_open_window() for _ in range(3)] == [True] * 3
    assert len(fronts) == 3


def test_another_profile_or_home_is_another_window(home: Path, tmp_path: Path, first: WindowInstance) -> None:
    first.serve(lambda: True)
    assert not WindowInstance(home, "OTHER").show_open_window()
    assert not WindowInstance(tmp_path / "other", "ACME").show_open_window()


def test_a_window_that_closes_is_not_waited_for(
    home: Path, first: WindowInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window_instance, "ANSWER_TIMEOUT_S", 0.2)
    first.serve(lambda: False)
    assert not WindowInstance(home, "ACME").show_open_window()


def test_after_the_end_a_start_opens_its_own(home: Path, first: WindowInstance) -> None:
    first.serve(lambda: True)
    first.close()
    assert not WindowInstance(home, "ACME").show_open_window()
    again = WindowInstance(home, "ACME")
    again.serve(lambda: True)
    assert WindowInstance(home, "ACME").show_open_window()
    again.close()
    assert list(home.glob("window-*")) == []


@pytest.mark.parametrize("defect", ["killed", "stopped"])
@pytest.mark.skipif(sys.platform == "win32", reason="by signals")
def test_a_window_that_was_killed_or_hangs_is_replaced(
    home: Path, defect: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import signal  # noqa: PLC0415 - Windows has not these

    monkeypatch.setattr(window_instance, "ANSWER_TIMEOUT_S", 0.3)
    code = (
        "import sys, time; from pathlib import Path; "
        "from checker.client.environment.window_instance import WindowInstance; "
        "WindowInstance(Path(sys.argv[1]), 'ACME').serve(lambda: True); print('open', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(home)], cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGKILL if defect == "killed" else signal.SIGSTOP)
        os.waitpid(process.pid, os.WUNTRACED)  # until it has ended, or stands still
        later_instance = WindowInstance(home, "ACME")
        try:
            assert not later_instance.show_open_window()
            later_instance.serve(lambda: True)
            monkeypatch.setattr(window_instance, "ANSWER_TIMEOUT_S", 30.0)
            assert WindowInstance(home, "ACME").show_open_window()
        finally:
            later_instance.close()
            process.kill()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has sessions")
def test_the_socket_is_this_users_alone_and_hands_the_front_on(
    home: Path, first: WindowInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    first.serve(lambda: True)
    (path,) = home.glob("window-*")
    assert path.stat().st_mode & 0o077 == 0
    assert home.stat().st_mode & 0o077 == 0
    monkeypatch.setenv(ACTIVATION_VARIABLE, "token-1")
    assert WindowInstance(home, "ACME").show_open_window()
    assert os.environ[ACTIVATION_VARIABLE] == "token-1"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has names, no paths")
@pytest.mark.parametrize("folder", ["x" * 120, "nicht/beschreibbar"])
def test_where_no_socket_can_be_every_start_opens_its_own(tmp_path: Path, folder: str, home: Path) -> None:
    if "/" in folder:
        (tmp_path / "nicht").write_text("a file where a folder should be")
    instance = WindowInstance(tmp_path / folder, "ACME")
    instance.serve(lambda: True)
    assert not WindowInstance(tmp_path / folder, "ACME").show_open_window()
    instance.close()


@pytest.mark.skipif(sys.platform != "linux", reason="offscreen, without a display of its own")
def test_the_program_started_twice_is_one_window(home: Path) -> None:
    home.mkdir(mode=0o700)
    settings = environment(home, QT_QPA_PLATFORM="offscreen", DISPLAY=":none")
    words = command(home=home)
    with subprocess.Popen(words, cwd=ROOT, env=settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as window:
        try:
            end = time.monotonic() + 60
            while not list(home.glob("window-*")):
                assert window.poll() is None, window.communicate()
                assert time.monotonic() < end, "the window did not open"
                time.sleep(0.05)
            second = subprocess.run(
                words, cwd=ROOT, env=settings, capture_output=True, text=True, timeout=60, check=False
            )
            assert "Sein Fenster ist jetzt vorn" in second.stdout, second.stdout + second.stderr
            assert window.poll() is None
        finally:
            window.terminate()
            window.wait(30)
    assert list(home.glob("window-*")) == []
