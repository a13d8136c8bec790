"""What is ours goes; what is somebody else's stays."""

import datetime
from pathlib import Path

import pytest

from checker.client.delivery.outbox import Outbox
from checker.client.environment.data_directory import DataDirectory
from checker.client.removal.main import NOT_REMOVED, REMOVED, main
from checker.client.removal.own_files import count_undelivered, installed_versions, remove_files
from checker.model.profile import FirmContact, Profile
from checker.model.report import Consent, Report
from tests.client.program import Terminal, start

NOW = datetime.datetime(2025, 3, 1, 9, 30, tzinfo=datetime.UTC)


def make_report(number: int) -> Report:
    firm = FirmContact(name="Muster IT", desk_url="https://desk.example/")
    return Report(
        id=f"{number:032x}",
        created=NOW,
        program="0.1",
        profile=Profile(code="ACME-7F3K", customer="ACME", firm=firm),
        consent=Consent(given=NOW, send=True),
    )


@pytest.fixture
def data_directory(tmp_path: Path) -> DataDirectory:
    """As after some runs on Windows: data, two versions, half a third one."""
    directory = DataDirectory(tmp_path / "Homeoffice-Check")
    for entry in directory.entries:
        if entry.suffix:
            entry.parent.mkdir(parents=True, exist_ok=True)
            entry.write_text("{}")
        else:
            directory.make_folder(entry)
            (entry / "file").write_text("x")
    for version in ("0.1.0-ab12", "0.2.0-cd34"):
        (directory.home / version / "_internal").mkdir(parents=True)
        (directory.home / version / "complete").write_text(version)
    (directory.home / "unpacking" / "half").mkdir(parents=True)
    (directory.home / "0.0.9-ef56.removed" / "_internal").mkdir(parents=True)
    return directory


def test_everything_goes_and_the_folder_with_it(data_directory: DataDirectory) -> None:
    assert remove_files(data_directory) == []
    assert not data_directory.home.exists()


def test_the_version_that_runs_stays_for_the_moment(data_directory: DataDirectory) -> None:
    running = data_directory.home / "0.2.0-cd34"
    assert remove_files(data_directory, except_folder=running) == []
    assert installed_versions(data_directory) == [running]
    assert [path.name for path in data_directory.home.iterdir()] == [running.name]


def test_other_peoples_files_stay(data_directory: DataDirectory) -> None:
    (data_directory.home / "Urlaub.jpg").write_text("mine")
    (data_directory.home / "Fotos").mkdir()
    assert remove_files(data_directory) == []
    assert sorted(path.name for path in data_directory.home.iterdir()) == ["Fotos", "Urlaub.jpg"]


def test_a_folder_of_somebody_elses_is_no_version(data_directory: DataDirectory) -> None:
    """Its files may be called as the portable file's are."""
    for name in ("Fotos", "Steuer.removed"):
        (data_directory.home / name).mkdir()
        (data_directory.home / name / "complete").write_text("mine")
    assert remove_files(data_directory) == []
    assert sorted(path.name for path in data_directory.home.iterdir()) == ["Fotos", "Steuer.removed"]


def test_a_link_goes_and_what_it_leads_to_stays(tmp_path: Path) -> None:
    directory = DataDirectory(tmp_path / "home")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "precious").write_text("mine")
    directory.home.mkdir()
    directory.outbox.symlink_to(elsewhere)
    assert remove_files(directory) == []
    assert (elsewhere / "precious").read_text() == "mine"


def test_nothing_there_is_as_good(tmp_path: Path) -> None:
    assert remove_files(DataDirectory(tmp_path / "nowhere")) == []
    assert main(["--yes", "--text", "--home", str(tmp_path / "nowhere")]) == REMOVED


def test_what_would_not_go_is_named(
    data_directory: DataDirectory, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On Windows a program that runs holds its files."""

    def refuse(path: Path) -> None:
        raise PermissionError(13, "held", str(path))

    monkeypatch.setattr("checker.client.removal.own_files.shutil.rmtree", refuse)
    assert main(["--yes", "--text", "--language", "de", "--home", str(data_directory.home)]) == NOT_REMOVED
    assert "Ist noch ein Fenster" in " ".join(capsys.readouterr().out.split())


def test_only_what_the_desk_has_not_counts_as_waiting(tmp_path: Path) -> None:
    directory = DataDirectory(tmp_path / "home")
    assert count_undelivered(directory) == 0
    outbox = Outbox(directory)
    for number in (1, 2):
        outbox.put(make_report(number), "")
    assert count_undelivered(directory) == 2


def test_without_a_person_nothing_goes(tmp_path: Path) -> None:
    home = tmp_path / "home"
    Outbox(DataDirectory(home)).put(make_report(1), "")
    completed = start("uninstall", "--text", home=home)
    assert completed.returncode == NOT_REMOVED
    assert "Es wurde nichts entfernt" in completed.stdout
    assert count_undelivered(DataDirectory(home)) == 1


@pytest.mark.parametrize(("answer", "left"), [("n", 2), ("", 2), ("j", 0)])
def test_reports_that_wait_are_asked_about(tmp_path: Path, answer: str, left: int) -> None:
    home = tmp_path / "home"
    for number in (1, 2):
        Outbox(DataDirectory(home)).put(make_report(number), "")
    with Terminal("--language", "de", home=home, command_word="uninstall") as terminal:
        terminal.expect("2 Berichte sind noch nicht bei Ihrer IT-Firma angekommen")
        terminal.type(f"{answer}\n")
        assert terminal.ended() == (REMOVED if answer == "j" else NOT_REMOVED)
    assert count_undelivered(DataDirectory(home)) == left
