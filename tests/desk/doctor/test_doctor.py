"""`desk doctor` on a real desk: what is bad is told with what to do, and what was mended is told no more."""

import json
import sqlite3
import sys
from pathlib import Path

import pytest

from tests.desk.sampled import Sampled


def _remarks(desk: Sampled) -> dict[str, tuple[bool, str]]:
    ended = desk.run("doctor", "--json", check=False)
    remarks = json.loads(ended.stdout)
    assert ended.returncode == int(any(not remark["is_good"] for remark in remarks))
    return {remark["topic"]: (remark["is_good"], remark["text"]) for remark in remarks}


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX' permissions")
def test_a_new_desk_and_the_same_one_in_order(tmp_path: Path) -> None:
    with Sampled(tmp_path / "desk") as desk:
        (desk.data / "firm.key").chmod(0o644)
        new = _remarks(desk)
        assert new["Sicherung"][0] is new["Programm"][0] is new["Firma"][0] is new["Schlüssel"][0] is False
        assert f"--data {desk.data} backup" in new["Sicherung"][1]
        assert "firm.key" in new["Schlüssel"][1]
        assert new["Datenbank"][0] is new["Speicherplatz"][0] is True
        assert new["Adresse"] == (True, f"{desk.url}/health antwortet.")
        desk.meet()
        (desk.data / "firm.key").chmod(0o600)
        (desk.data / "programs" / "Homeoffice-Check.exe").write_bytes(b"MZ")
        passphrase = tmp_path / "passphrase"
        passphrase.write_text("vier Wörter, die niemand rät\n", "utf-8")
        desk.run("backup", str(tmp_path / "a.backup"), "--passphrase-file", str(passphrase))
        mended = _remarks(desk)
        assert all(mended[topic][0] for topic in ("Sicherung", "Programm", "Firma", "Schlüssel"))
        last = desk.data / "last-backup.json"
        last.write_text(json.dumps(json.loads(last.read_text()) | {"at": "2026-01-01T08:00:00+00:00"}))
        assert "Stunden alt. Neu:" in _remarks(desk)["Sicherung"][1]
    stopped = _remarks(desk)
    assert "antwortet nicht" in stopped["Adresse"][1]
    _damage(desk.data / "desk.sqlite3")
    ended = desk.run("doctor", check=False)
    assert ended.returncode
    assert "Beschädigt" in ended.stdout or "antwortet nicht wie erwartet" in ended.stderr
    desk.stop()


def _damage(path: Path) -> None:
    """As a disk does: pages in the middle are zeros."""
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    with path.open("r+b") as file:
        file.seek(20 * 4096)
        file.write(bytes(path.stat().st_size - 24 * 4096))
