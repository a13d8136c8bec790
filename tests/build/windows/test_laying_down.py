"""The portable file itself under Wine, with a small program inside: laid down once, and every bad day."""

import contextlib
import os
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.build.windows.stage import Stage

pytestmark = [pytest.mark.packaged, pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.fixture
def first(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Path:
    return stage.make("1.0.0", monkeypatch)


def test_it_lays_down_once_and_starts_with_words_and_its_own_path(stage: Stage, first: Path) -> None:
    assert stage.run(first, "--profile", "C:\\Grüße x.toml") == (7, "")
    stage.wait(lambda: len(stage.log_lines()) == 1, "the program was not started")
    folder = next(stage.home.glob("1.0.0-*"))
    assert (folder / "Daten ä" / "ballast.bin").exists()
    assert not (stage.home / "unpacking").exists()
    line = stage.log_lines()[0]
    assert f'--started-as "{stage.room.windows_path(first)}" --profile "C:\\Grüße x.toml"' in line
    before = (folder / "complete").stat().st_mtime_ns
    assert stage.run(first) == (0, "")
    stage.wait(lambda: len(stage.log_lines()) == 2, "the program was not started again")
    assert (folder / "complete").stat().st_mtime_ns == before, "laid down twice"


def test_a_script_gets_the_programs_exit_code(stage: Stage, first: Path) -> None:
    assert stage.run(first, "--text", "--yes") == (7, "")
    assert stage.run(first, "--text", "--yes") == (7, ""), "once it lies there too"


def test_what_is_redirected_is_handed_on(stage: Stage, first: Path) -> None:
    """As it was laid down a moment ago, and from then on."""
    for _ in range(2):
        process = stage.start(first, "profile", "--read")
        out, _nothing = process.communicate("typed", timeout=60)
        assert process.returncode == 7
        assert "output<typed>" in out
        assert "errors" in out


def test_a_changed_byte_is_said(stage: Stage, first: Path) -> None:
    data = bytearray(first.read_bytes())
    data[len(data) // 2] ^= 1
    first.write_bytes(data)
    code, words = stage.run_and_answer(first)
    assert code != 0
    assert "unvollständig oder verändert" in words
    assert "was altered" in words
    assert not stage.home.exists()


def test_a_download_cut_off_is_said(stage: Stage, first: Path) -> None:
    data = first.read_bytes()
    first.write_bytes(data[: len(data) - 1000])
    code, words = stage.run_and_answer(first)
    assert code != 0
    assert "herunter" in words
    assert not stage.home.exists()


def test_killed_while_unpacking_the_next_start_repairs(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    big = stage.make("1.1.0", monkeypatch, ballast_mb=150)
    process = stage.start(big)
    stage.wait((stage.home / "unpacking" / "Daten ä" / "ballast.bin").exists, "nothing was unpacked")
    stage.room.kill_all()
    process.communicate(timeout=30)
    assert stage.versions() == set()
    assert (stage.home / "unpacking").exists(), "it was not killed in the middle"
    assert stage.run(big) == (0, "")
    assert stage.versions() == {"1.1.0"}
    assert not (stage.home / "unpacking").exists()
    stage.wait(lambda: len(stage.log_lines()) == 1, "the program was not started")


def test_what_somebody_deleted_is_laid_down_again(stage: Stage, first: Path) -> None:
    stage.run(first)
    (next(stage.home.glob("1.0.0-*")) / "Homeoffice-Check.exe").unlink()
    assert stage.run(first) == (0, "")
    stage.wait(lambda: len(stage.log_lines()) == 2, "the program was not started")


def test_two_starts_at_once(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    big = stage.make("1.2.0", monkeypatch, ballast_mb=40)
    both = [stage.start(big), stage.start(big)]
    assert [process.communicate(timeout=60) and process.returncode for process in both] == [0, 0]
    stage.wait(lambda: len(stage.log_lines()) == 2, "one of them was lost")
    assert [path.name.partition("-")[0] for path in stage.home.iterdir()] == ["1.2.0"]


def test_old_and_new_at_once(stage: Stage, first: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    newer = stage.make("1.10.0", monkeypatch, ballast_mb=20)
    both = [stage.start(first), stage.start(newer)]
    assert [process.communicate(timeout=60) and process.returncode for process in both] == [0, 0]
    stage.wait(lambda: len(stage.log_lines()) == 2, "one of them was lost")
    assert "1.10.0" in stage.versions()


def test_older_versions_go_newer_and_foreign_ones_stay(
    stage: Stage, first: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = stage.make("1.10.0", monkeypatch)
    stage.run(newer)
    (stage.home / "log").mkdir()
    stage.run(first)
    assert stage.versions() == {"1.0.0", "1.10.0"}, "1.10 is newer than 1.0"
    stage.run(newer)
    assert stage.versions() == {"1.10.0"}
    assert (stage.home / "log").exists()


def test_two_files_of_one_version_do_not_delete_each_other(
    stage: Stage, first: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = stage.make("1.0.0", monkeypatch, ballast_mb=1, name="Homeoffice-Check_BETA-1.0.0.exe")
    for file in (first, second, first, second):
        assert stage.run(file) == (0, "")
    assert len(list(stage.home.glob("1.0.0-*/Homeoffice-Check.exe"))) == 2
    unused = next(folder for folder in stage.home.iterdir() if not (folder / "Daten ä" / "ballast.bin").stat().st_size)
    long_ago = time.time() - 40 * 86_400
    os.utime(unused / "started", (long_ago, long_ago))
    assert stage.run(second) == (0, "")
    assert not unused.exists(), "nobody has started it for 40 days"
    assert len(list(stage.home.glob("1.0.0-*"))) == 1


def test_a_held_file_of_an_older_version_goes_at_a_later_start(
    stage: Stage, first: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = stage.make("1.10.0", monkeypatch)
    stage.run(first)
    old = next(stage.home.glob("1.0.0-*"))
    held = old / "Daten ä" / "held"
    held.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "tmpfs", held], check=True)  # nobody deletes a mounted folder
    (held / "file").touch()
    subprocess.run(["mount", "-o", "remount,ro", held], check=True)
    try:
        assert stage.run(newer) == (0, "")
        left = [folder for folder in stage.home.iterdir() if folder.name.startswith("1.0.0-")]
    finally:
        for mounted in stage.home.glob("1.0.0-*/Daten ä/held"):
            subprocess.run(["umount", "--lazy", mounted], check=True)
    assert len(left) == 1, "it is not forgotten"
    assert stage.run(newer) == (0, "")
    assert not list(stage.home.glob("1.0.0-*"))


def test_an_older_version_that_runs_stays(stage: Stage, first: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    newer = stage.make("1.10.0", monkeypatch)
    (stage.user / "stay").touch()
    both = [stage.start(first)]  # the program that it starts holds its words' pipe: this waits for its note alone
    stage.wait(lambda: len(stage.log_lines()) == 1, "the old one was not started")
    both.append(stage.start(newer))
    stage.wait(lambda: len(stage.log_lines()) == 2, "the new one was not started")
    laid = stage.versions()
    (stage.user / "stay").unlink()
    for process in both:
        process.communicate(timeout=30)
    assert laid == {"1.0.0", "1.10.0"}


@pytest.fixture
def small_disk(stage: Stage) -> Iterator[Path]:
    """The user's local application data, and what is temporary, on a disk of 250 MB."""
    stage.local.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=250m", "tmpfs", stage.local], check=True)
    yield stage.local
    stage.room.kill_all()
    subprocess.run(["umount", "--lazy", stage.local], check=True)


def test_too_little_room_is_said_before_anything_is_laid_down(
    stage: Stage, small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    big = stage.make("1.3.0", monkeypatch, ballast_mb=120)
    code, words = stage.run_and_answer(big)
    assert code == 2
    assert "zu wenig Platz" in words
    assert not (stage.home / "unpacking").exists()


def test_a_disk_that_fills_up_meanwhile_is_said(
    stage: Stage, small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    big = stage.make("1.4.0", monkeypatch, ballast_mb=80)

    def fill() -> None:
        stage.wait((stage.home / "unpacking" / "Daten ä").exists, "nothing was unpacked")
        with contextlib.suppress(OSError):
            (small_disk / "filler").write_bytes(bytes(240 << 20))

    filling = threading.Thread(target=fill)
    filling.start()
    code, words = stage.run_and_answer(big)
    filling.join()
    assert code == 2
    assert "zu wenig Platz" in words
    assert stage.versions() == set()
    (small_disk / "filler").unlink()
    assert stage.run(big) == (0, ""), "with room again it works"


def test_no_right_to_write_is_said(stage: Stage, first: Path) -> None:
    stage.home.write_text("a file where the folder should be")
    try:
        code, words = stage.run_and_answer(first)
    finally:
        stage.home.unlink()
    assert code == 2
    assert "darf hier nichts ablegen" in words


def test_in_english_for_english_users(stage: Stage, first: Path) -> None:
    stage.home.write_text("a file where the folder should be")
    try:
        _, words = stage.run_and_answer(first, WORDS="en_US")
    finally:
        stage.home.unlink()
    assert "may not write here" in words


def test_windows_before_10_is_told(stage: Stage, first: Path) -> None:
    stage.room.run(["winecfg", "/v", "win81"])
    stage.room.run(["wineboot", "-s"])
    try:
        code, words = stage.run_and_answer(first)
    finally:
        stage.room.run(["winecfg", "/v", "win10"])
        stage.room.run(["wineboot", "-s"])
    assert code == 2
    assert "zu alt" in words
    assert not stage.home.exists()
