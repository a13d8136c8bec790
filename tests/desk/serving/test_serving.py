"""Starting, and ending without anything left behind."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from checker.desk.main import main
from checker.desk.measure.listen_address import InvalidAddress, ListenAddress
from tests.desk.served import ROOT, Served


def _run(*arguments: object, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "checker.desk", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "LANG": "de_DE.UTF-8", **env},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def _children(pid: int) -> list[int]:
    listed = subprocess.run(["ps", "-o", "pid=", "-g", str(pid)], capture_output=True, text=True, check=False)
    return [int(line) for line in listed.stdout.split() if int(line) != pid]


def _gone(pids: list[int]) -> bool:
    until = time.monotonic() + 15
    while time.monotonic() < until:
        if not any(Path(f"/proc/{pid}").exists() and "Z" not in _state(pid) for pid in pids):
            return True
        time.sleep(0.1)
    return False


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][:1]
    except OSError:
        return "Z"


def test_one_command_and_it_is_ready(tmp_path: Path) -> None:
    with Served(tmp_path / "new" / "desk", "--measure-listen", "127.0.0.1:0") as desk:
        assert desk.get("/health").status == 200
        printed = "\n".join(desk.lines)
        assert printed.count("/sign-in/") == 1
        assert "signinlink technik" in printed
        assert desk.lines[-1] == f"Der Desk ist bereit: {desk.url}/"
        for name in ("firm.key", "secret.key", "desk.sqlite3"):
            assert (desk.data / name).stat().st_mode & 0o077 == 0, name
        assert len((desk.data / "firm.key").read_bytes()) == 32
        keys = (desk.data / "firm.key").read_bytes(), (desk.data / "secret.key").read_bytes()
        desk.stop()
        desk.start()
        assert not [line for line in desk.lines if "/sign-in/" in line]
        assert keys == ((desk.data / "firm.key").read_bytes(), (desk.data / "secret.key").read_bytes())


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGKILL"])
def test_it_ends_and_leaves_no_process(tmp_path: Path, name: str) -> None:
    desk = Served(tmp_path, "--measure-listen", "127.0.0.1:0")
    desk.start()
    try:
        children = _children(desk.pid)
        assert len(children) >= 2
        os.kill(desk.pid, signal.Signals[name])
        os.kill(desk.pid, signal.Signals[name])  # as an impatient person does
        if name != "SIGKILL":
            assert desk.stop() == 0
        assert _gone(children)
        assert not [line for line in desk.lines if "Traceback" in line]
    finally:
        desk.kill()


def test_a_taken_port_is_one_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as sock:
        done = _run("--data", tmp_path, "--listen", f"127.0.0.1:{sock.getsockname()[1]}")
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
    assert "anderes Programm" in done.stderr
    assert not (tmp_path / "desk.sqlite3").exists()


def test_a_taken_port_is_seen_even_if_the_other_would_share_it(tmp_path: Path) -> None:
    with Served(tmp_path / "one") as first:
        done = _run("--data", tmp_path / "two", "--listen", first.url.removeprefix("http://"), "--no-measure")
    assert done.returncode == 2


def test_the_port_behind_a_free_one_need_not_be_free(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    requested = []

    def with_free_port(address: ListenAddress) -> ListenAddress:
        requested.append(address.port)
        if len(requested) == 2:
            raise InvalidAddress  # enough is known: nothing is started
        return ListenAddress(host=address.host, port=40_000)

    monkeypatch.setattr(os, "environ", os.environ.copy())  # the start sets its own
    monkeypatch.setattr(ListenAddress, "with_free_port", with_free_port)
    assert main(["--data", str(tmp_path), "--listen", "127.0.0.1:0"]) == 2
    assert requested == [0, 0]


@pytest.mark.parametrize(
    "listen", ["nonsense", "127.0.0.1", "127.0.0.1:99999", "[::1:80", "host:port", "192.0.2.7:8000"]
)
def test_a_bad_address_is_one_line(tmp_path: Path, listen: str) -> None:
    done = _run("--data", tmp_path, "--listen", listen)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("capacity", ["nonsense", "200/", "/40", "200/40/3", "nan", "1e99"])
def test_a_capacity_that_is_none_is_one_line(tmp_path: Path, capacity: str) -> None:
    done = _run("--data", tmp_path, "--listen", "127.0.0.1:0", "--measure-capacity", capacity)
    assert done.returncode == 2
    assert done.stderr.startswith(f"--measure-capacity: „{capacity}“")
    assert "200/40" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_name_is_an_address_too(tmp_path: Path) -> None:
    desk = Served(tmp_path)
    desk.start("localhost:0")
    assert desk.get("/health").status == 200
    desk.stop()


def test_a_data_folder_that_cannot_be_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    done = _run("--data", tmp_path / "file" / "desk")
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert str(tmp_path) in done.stderr


@pytest.mark.parametrize("url", ["postgres://nobody@127.0.0.1:1/none", "nonsense://x", "postgres://", "no address"])
def test_a_database_that_does_not_answer_is_one_line(tmp_path: Path, url: str) -> None:
    done = _run("--data", tmp_path, "--database", url, "--listen", "127.0.0.1:0", "--no-measure")
    assert done.returncode == 2, done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_that_is_no_database_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "desk.sqlite3").write_bytes(b"no database at all" * 100)
    done = _run("--data", tmp_path, "--listen", "127.0.0.1:0", "--no-measure")
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Datenbank" in done.stderr


def test_a_lost_or_foreign_key_is_not_replaced(tmp_path: Path) -> None:
    _run("--data", tmp_path, "sample")
    key = (tmp_path / "firm.key").read_bytes()
    (tmp_path / "firm.key").write_bytes(b"x" * 32)
    foreign = _run("--data", tmp_path, "--listen", "127.0.0.1:0", "--no-measure")
    (tmp_path / "firm.key").unlink()
    completed = _run("--data", tmp_path, "--listen", "127.0.0.1:0", "--no-measure")
    assert (foreign.returncode, completed.returncode) == (2, 2)
    assert "Sicherung" in foreign.stderr and "Sicherung" in completed.stderr
    assert not (tmp_path / "firm.key").exists()
    (tmp_path / "firm.key").write_bytes(key)
    assert _run("--data", tmp_path, "customer", "list").returncode == 0


def test_it_speaks_english_where_the_system_does(tmp_path: Path) -> None:
    done = _run("--data", tmp_path, "signinlink", "nobody", LANG="en_GB.UTF-8", LC_ALL="")
    assert done.returncode == 1
    assert "There is no technician nobody." in done.stderr


def test_a_worker_that_dies_is_replaced(tmp_path: Path) -> None:
    with Served(tmp_path) as desk:
        for child in _children(desk.pid):
            if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
                os.kill(child, signal.SIGKILL)
        until = time.monotonic() + 30
        while time.monotonic() < until:
            try:
                if desk.get("/health").status == 200:
                    return
            except OSError:
                pass
            except Exception as error:  # noqa: BLE001 - whatever the pool says of a refused connection
                assert "Error" in type(error).__name__
            time.sleep(0.2)
        raise AssertionError("nobody answers any more")


def test_sqlite_is_in_wal(tmp_path: Path) -> None:
    with Served(tmp_path), sqlite3.connect(tmp_path / "desk.sqlite3") as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    database.close()


def test_nothing_but_loopback_is_warned_of(tmp_path: Path) -> None:
    desk = Served(tmp_path)
    desk.start("0.0.0.0:0")
    assert any("unverschlüsselt" in line for line in desk.lines)
    assert desk.stop() == 0
