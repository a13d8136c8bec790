"""Backup and restore as a technician does them: while reports come in, on both databases, everything inside."""

import json
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk import example_reports, postgres
from tests.desk.sampled import Sampled

PASSPHRASE = "vier Wörter, die niemand rät"


@pytest.fixture
def passphrase_file(tmp_path: Path) -> Path:
    file = tmp_path / "passphrase"
    file.write_text(f"{PASSPHRASE}\n", "utf-8")
    return file


@pytest.fixture(params=["sqlite", "postgres"])
def databases(request: pytest.FixtureRequest) -> Iterator[tuple[str, str]]:
    """Two empty ones: addresses, or nothing for SQLite in the data folder."""
    if request.param == "sqlite":
        yield "", ""
        return
    server = request.getfixturevalue("postgres_server")
    first, second = (postgres.new_database(server, f"desk_{uuid.uuid4().hex}") for _ in range(2))
    yield first, second


def test_a_backup_under_load_holds_every_report_that_was_answered_before_it(
    databases: tuple[str, str], passphrase_file: Path, tmp_path: Path
) -> None:
    words = [str(tmp_path / "desk.backup"), "--passphrase-file", str(passphrase_file)]
    with Sampled(tmp_path / "desk", database=databases[0]) as desk:
        desk.meet()
        program = desk.data / "programs" / "Homeoffice-Check.AppImage"
        program.write_bytes(b"program" * 1000)
        answered, stop = _sent(desk, 5), threading.Event()
        sender = threading.Thread(target=_send_until, args=(desk, stop))
        sender.start()
        try:
            output = desk.run("backup", *words).stdout
        finally:
            stop.set()
            sender.join()
        assert "Gesichert" in output
        fingerprint = desk.run("firmkey").stdout
        sealed = (tmp_path / "desk.backup").read_bytes()
        assert b"SQLite format" not in sealed
        assert (desk.data / "firm.key").read_bytes() not in sealed
        assert json.loads((desk.data / "last-backup.json").read_text())["bytes"] == len(sealed)
        assert not list(desk.data.glob("backup-*")), "no copy stays behind"
        token, code = desk.token, desk.code

    restored = Sampled(tmp_path / "new", database=databases[1])
    assert "Zurückgeholt" in restored.run("restore", *words).stdout
    with restored as desk:
        desk.token, desk.code = token, code
        assert desk.run("firmkey").stdout == fingerprint
        assert (desk.data / "programs" / "Homeoffice-Check.AppImage").read_bytes() == b"program" * 1000
        for report_id, raw in answered.items():
            assert desk.send(raw, token, report_id).status == 200, "it is here already"
        again = desk.run("restore", *words, check=False)
        assert again.returncode
        assert "läuft ein Desk" in again.stderr


def _sent(desk: Sampled, number: int) -> dict[str, bytes]:
    answered = dict(example_reports.raw(desk.code) for _ in range(number))
    for report_id, raw in answered.items():
        assert desk.send(raw, desk.token, report_id).status == 201
    return answered


def _send_until(desk: Sampled, stop: threading.Event) -> None:
    for _ in range(60):
        report_id, raw = example_reports.raw(desk.code)
        assert desk.send(raw, desk.token, report_id).status == 201
        if stop.wait(0.05):
            return


def test_nothing_is_overwritten_and_each_refusal_says_why(passphrase_file: Path, tmp_path: Path) -> None:
    backup, wrong, short = tmp_path / "a.backup", tmp_path / "wrong", tmp_path / "short"
    wrong.write_text("ein anderes Passwort\n", "utf-8")
    short.write_text("kurz\n", "utf-8")
    desk, empty = Sampled(tmp_path / "desk"), Sampled(tmp_path / "empty")

    def refusal(where: Sampled, name: str, file: Path, passphrase: Path) -> str:
        ended = where.run(name, str(file), "--passphrase-file", str(passphrase), check=False)
        assert ended.returncode, ended.stdout
        return ended.stderr

    try:
        assert "mindestens 12 Zeichen" in refusal(desk, "backup", backup, short)
        assert "Es wurde nichts gesichert" in refusal(desk, "backup", tmp_path / "no" / "folder", passphrase_file)
        assert not backup.exists()
        desk.run("backup", str(backup), "--passphrase-file", str(passphrase_file))
        assert "Hier ist schon ein Desk" in refusal(desk, "restore", backup, passphrase_file)
        assert "Das Passwort passt nicht" in refusal(empty, "restore", backup, wrong)
        assert "keine ganze Sicherung" in refusal(empty, "restore", wrong, passphrase_file)
        backup.write_bytes(backup.read_bytes()[:-100])
        assert "keine ganze Sicherung" in refusal(empty, "restore", backup, passphrase_file)
        assert not (empty.data / "firm.key").exists()
        assert not (empty.data / "desk.sqlite3").exists()
    finally:
        desk.stop()
        empty.stop()
