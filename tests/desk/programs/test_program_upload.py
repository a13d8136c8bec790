"""An administrator brings programs in the browser: onto the disk as they come, checked, and all at once in place."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.desk.in_process import signed_in

NAME = "Homeoffice-Check-1.4.0-windows.exe"
PROGRAM = b"MZ" + bytes(2_500_000)
UPLOAD = "/firm/programs/upload/"


@pytest.fixture
def folder(django: None) -> Iterator[Path]:
    path = Path(settings.DATA) / "programs"
    path.mkdir(exist_ok=True)
    yield path
    for file in path.iterdir():
        file.unlink()


@pytest.fixture
def technician(folder: Path) -> Client:
    """Without a password; with one, it is asked for."""
    return signed_in("upload")


def _bring(client: Client, name: str = NAME, content: bytes = PROGRAM, **fields: str) -> str:
    """The page that follows."""
    file = SimpleUploadedFile(name, content)
    return client.post(UPLOAD, {"program": file, **fields}, follow=True).content.decode()


def test_what_was_brought_is_offered_with_its_version_and_can_be_taken_away(technician: Client, folder: Path) -> None:
    from checker.desk.accounts.models import AuditEntry  # noqa: PLC0415 - Django is set up by a fixture

    assert f"{NAME} liegt bereit" in _bring(technician)
    assert (folder / NAME).read_bytes() == PROGRAM and (folder / NAME).stat().st_mode & 0o777 == 0o644
    assert [file.name for file in folder.iterdir()] == [NAME]
    assert "Version 1.4.0" in technician.get("/firm/programs/").content.decode()
    assert "liegt schon da" in _bring(technician, content=b"MZ other")
    assert (folder / NAME).read_bytes() == PROGRAM
    assert "liegt bereit" in _bring(technician, f"{NAME}.minisig", b"untrusted comment: x\n")
    technician.post(f"/firm/programs/{NAME}/remove/")
    assert list(folder.iterdir()) == []
    assert [entry.subject for entry in AuditEntry.objects.filter(action="program")[:3]] == [
        f"− {NAME}",
        f"{NAME}.minisig",
        NAME,
    ]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        (NAME, b"<html>", "passt nicht zu ihrer Endung"),
        ("Homeoffice-Check-1.4.0.dmg", b"koly" + bytes(600), "passt nicht zu ihrer Endung"),
        ("Homeoffice-Check.zip", b"PK", "auf eine dieser Endungen"),
        ("news.toml", b"", "Bitte wählen Sie eine Datei aus"),
        (".versteckt.exe", b"MZ", "darf nur Buchstaben"),
        ("Prüfung.exe", b"MZ", "darf nur Buchstaben"),
    ],
)
def test_what_employees_cannot_be_offered_is_refused_and_leaves_nothing(
    technician: Client, folder: Path, name: str, content: bytes, reason: str
) -> None:
    assert reason in _bring(technician, name, content)
    assert list(folder.iterdir()) == []


def test_each_kind_is_told_by_its_first_bytes_and_a_disk_image_by_its_last(technician: Client, folder: Path) -> None:
    assert "liegt bereit" in _bring(technician, "Check-1.0.0.dmg", bytes(900) + b"koly" + bytes(508))
    assert "liegt bereit" in _bring(technician, "check_1.0.0_amd64.deb", b"!<arch>\ndebian-binary")


def test_neither_the_limit_nor_the_last_room_on_the_disk_is_passed(
    technician: Client, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from checker.desk.disk import MIN_FREE_BYTES  # noqa: PLC0415 - Django is set up by a fixture
    from checker.desk.programs import program_upload  # noqa: PLC0415

    monkeypatch.setattr(program_upload, "MAX_PROGRAM_BYTES", 2_000_000)
    assert "ist größer als 2\u00a0MB" in _bring(technician)
    monkeypatch.setattr(program_upload, "MAX_PROGRAM_BYTES", 4_000_000)
    monkeypatch.setattr(program_upload, "free_bytes", lambda: MIN_FREE_BYTES + 1000)
    assert "zu wenig Platz" in _bring(technician)
    assert list(folder.iterdir()) == []


def test_a_password_is_asked_for_where_there_is_one(technician: Client, folder: Path) -> None:
    from checker.desk.accounts.models import Technician  # noqa: PLC0415 - Django is set up by a fixture

    owner = Technician.objects.get(name="upload")
    owner.set_password("ein langes Passwort")
    owner.save()
    technician.force_login(owner)
    assert "Dieses Passwort stimmt nicht" in _bring(technician, current="falsch")
    assert list(folder.iterdir()) == []
    assert "liegt bereit" in _bring(technician, current="ein langes Passwort")


def test_neither_strangers_nor_foreign_pages_bring_anything(technician: Client, folder: Path) -> None:
    assert Client().post(UPLOAD, {"program": SimpleUploadedFile(NAME, PROGRAM)}).status_code == 302
    foreign = Client(enforce_csrf_checks=True, SERVER_NAME="127.0.0.1")
    foreign.cookies = technician.cookies
    assert foreign.post(UPLOAD, {"program": SimpleUploadedFile(NAME, PROGRAM)}).status_code == 403
    assert technician.post("/firm/programs/..%2Ffirm.key/remove/").status_code == 404
    assert list(folder.iterdir()) == []
