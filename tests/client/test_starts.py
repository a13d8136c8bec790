"""The whole program, started where people start it: odd folders, disks that take nothing, two at once."""

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from checker.client.delivery.storage.report_store import ReportStore
from checker.client.environment.data_directory import DataDirectory
from checker.model.codec import report_from_json
from checker.model.signature import fingerprint, new_key, public_key, sign_profile
from tests.client.disk import fill, mounted
from tests.client.loopback_desk import Desk, desk_open
from tests.client.program import ROOT, SETTING_UP, command, environment, output_text, start
from tests.lab.root import is_root

CODE = "ACME-7F3K"
KEY = new_key()
PACKAGED = "import sys; from checker.client.main import main; sys.exit(main(sys.argv[1:]))"
RUN = ("--text", "--yes", "--only", "computer", "--key", fingerprint(public_key(KEY)))


@pytest.fixture
def desk() -> Iterator[Desk]:
    with desk_open() as opened:
        firm = f'[firm]\nname = "IT"\ndesk_url = "{opened.url}"\n'
        toml = f'code = "{CODE}"\ncustomer = "ACME"\nenrolment = "v1:token"\n{firm}'
        opened.profiles[CODE] = sign_profile(toml.encode(), KEY)
        yield opened


def page(desk: Desk) -> str:
    return f"{desk.url}/d/{CODE}/"


def arrived(desk: Desk, done: subprocess.CompletedProcess[str]) -> str:
    words = output_text(done)
    assert done.returncode in (0, 1), words
    assert "Kennzeichen zum Vorlesen: K7M-2QX" in words
    assert len(desk.reports) == 1
    return words


def inside(script: str) -> tuple[str, ...]:
    """In a mount namespace of its own, after `script` has changed it."""
    if not is_root() or not shutil.which("unshare"):
        pytest.skip("needs root and unshare")
    return ("unshare", "--mount", "sh", "-ec", f'{script}; exec "$@"', "sh")


@pytest.mark.parametrize(
    "folder",
    [
        "Jörg Müller",
        "OneDrive - Müßig & Söhne GmbH/Eigene Dateien",
        "a'b c $HOME %TEMP%" if sys.platform == "win32" else "a'b\"c $HOME %TEMP%",
        "日本語 \u202ex",
        "x" * (100 if sys.platform == "win32" else 200),
    ],
)
def test_a_home_with_any_name(tmp_path: Path, desk: Desk, folder: str) -> None:
    home = tmp_path / folder / "home"
    home.parent.mkdir(parents=True)
    arrived(desk, start(*RUN, "--profile", page(desk), home=home))
    assert home.is_dir()
    again = start(*RUN, "--started-as", f"{folder}/Homeoffice-Check_{CODE} (1).exe", home=home)
    assert again.returncode in (0, 1), output_text(again)
    assert len(desk.reports) == 2


@pytest.mark.parametrize("kind", ["ro", "full"])
def test_a_home_that_takes_nothing(tmp_path: Path, desk: Desk, kind: str) -> None:
    with mounted(tmp_path / "disk", "ro" if kind == "ro" else "size=64k") as disk:
        if kind == "full":
            fill(disk)
        words = arrived(desk, start(*RUN, "--profile", page(desk), home=disk / "home"))
    assert "konnte auf diesem Computer nicht aufgehoben werden" in words


def test_what_is_not_kept_and_does_not_arrive_is_said(tmp_path: Path, desk: Desk) -> None:
    """The desk is gone after it gave the profile: the report is laid where there is room, and that is said."""
    profile = tmp_path / "profile.toml"
    profile.write_bytes(desk.profiles[CODE].replace(desk.url.encode(), b"http://127.0.0.1:9"))
    profile.write_bytes(sign_profile(profile.read_bytes(), KEY))
    work = tmp_path / "work"
    work.mkdir()
    with mounted(tmp_path / "disk", "ro") as disk:
        done = subprocess.run(
            command(*RUN, "--profile", profile, home=disk / "home"),
            cwd=work,
            env=environment(disk / "home", PYTHONPATH=str(ROOT)),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=90,
            check=False,
        )
    assert "Damit der Bericht nicht verloren geht, liegt er hier:" in output_text(done)
    (path,) = work.glob("*.json")
    assert report_from_json(path.read_bytes()).consent.send


def test_no_room_for_temporary_files(tmp_path: Path, desk: Desk) -> None:
    path = f"mkdir -p {ROOT}; mount --bind /mnt {ROOT}"  # the sources themselves may lie there
    closed = inside(
        f"mount --bind {ROOT} /mnt; mount -t tmpfs none /tmp; mount -t tmpfs none /var/tmp; {path}; "
        "mount -o remount,ro /tmp; mount -o remount,ro /var/tmp; cd /"
    )
    home = Path("/root/.local/state") / f"test-{os.getpid()}"
    try:
        env = {"PYTHONPATH": str(ROOT), "TMPDIR": "/nowhere", "HOME": "/nowhere"}
        done = start(*RUN, "--profile", page(desk), home=home, within=closed, **env)
        arrived(desk, done)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def test_a_medium_that_cannot_be_written(tmp_path: Path, desk: Desk) -> None:
    """The program itself on a read-only disk, such as a CD or a locked stick."""
    medium = inside(f"mount --bind {ROOT} {ROOT}; mount -o remount,ro,bind {ROOT}")
    done = start(*RUN, "--profile", page(desk), home=tmp_path / "home", within=medium)
    arrived(desk, done)
    assert SETTING_UP not in done.stderr, "the environment on the medium is the one that it runs in"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows finds the user's folders without a variable")
def test_without_a_home_of_its_own(tmp_path: Path, desk: Desk) -> None:
    """No HOME, and a user whose home does not exist."""
    words = [sys.executable, "-m", "checker", *RUN, "--profile", page(desk)]
    env = {"PATH": os.environ["PATH"], "HOME": "/proc/nowhere", "PYTHONWARNINGS": "default"}
    done = subprocess.run(
        words, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=90, check=False
    )
    assert "nicht aufgehoben werden" in arrived(desk, done)


def test_two_starts_at_once(tmp_path: Path, desk: Desk) -> None:
    home = tmp_path / "home"
    both: list[subprocess.CompletedProcess[str]] = []
    threads = [
        threading.Thread(target=lambda: both.append(start(*RUN, "--profile", page(desk), home=home))) for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for done in both:
        assert done.returncode in (0, 1), output_text(done)
        assert "Kennzeichen zum Vorlesen" in output_text(done)
    assert len(desk.reports) == 2
    assert json.loads((home / "trust.json").read_text())["keys"]
    assert not (home / "damaged").exists()
    assert len(ReportStore(DataDirectory(home)).report_ids()) == 2


def test_two_users_at_once(tmp_path: Path, desk: Desk) -> None:
    """One PC, two people signed in: nothing of the one is in the other's way, or readable for the other."""
    if not is_root() or not shutil.which("setpriv"):
        pytest.skip("needs root and setpriv")
    as_other = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
    can = subprocess.run(
        [*as_other, sys.executable, "-c", "import checker"], cwd=ROOT, capture_output=True, check=False
    )
    if can.returncode:
        pytest.skip("this checkout is not readable for another user")
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == 0 and not folder.stat().st_mode & 0o001:
            folder.chmod(folder.stat().st_mode | 0o011)
    homes = tmp_path / "erna", tmp_path / "karl"
    for home in homes:
        home.mkdir()
    os.chown(homes[1], 65534, 65534)
    both: dict[int, subprocess.CompletedProcess[str]] = {}

    def run(number: int) -> None:
        # Without the bootstrap, which a packaged program has not: it may make an environment for another user.
        begin = [*(as_other if number else ()), sys.executable, "-c", PACKAGED]
        words = [*begin, *RUN, "--profile", page(desk), "--home", str(homes[number] / "home")]
        env = environment(homes[number] / "home")
        both[number] = subprocess.run(
            words, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=90, check=False
        )

    threads = [threading.Thread(target=run, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for number in range(2):
        assert both[number].returncode in (0, 1), output_text(both[number])
    assert len(desk.reports) == 2
    completed = subprocess.run([*as_other, "ls", homes[0] / "home"], capture_output=True, check=False)
    assert completed.returncode != 0


def test_a_windows_without_media_features(tmp_path: Path) -> None:
    """N editions: cv2 does not load. The camera is unknown with a sentence, everything else goes on."""
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "cv2.py").write_text('raise ImportError("DLL load failed while importing cv2")\n')
    done = start(
        "--text", "--yes", "--only", "computer,camera", home=tmp_path / "home", PYTHONPATH=str(tmp_path / "broken")
    )
    words = output_text(done)
    assert done.returncode == 2
    assert "Die Kamera ließ sich nicht prüfen" in words
    assert "Arbeitsspeicher" in words or "Computer" in words


def test_over_ssh_the_other_computer_is_named(tmp_path: Path) -> None:
    done = start("--text", "--yes", "--only", "computer", home=tmp_path, SSH_CONNECTION="192.0.2.1 1 192.0.2.2 22")
    assert "läuft auf einem entfernten Computer" in output_text(done)
