"""Save as file works without desk and outbox, and says what to do where it cannot."""

from pathlib import Path

import pytest

from checker.client.delivery.storage.report_file import save_refusal, save_report, suggested_name
from checker.model.codec import report_from_json
from checker.model.failure import FailureKind, OperationFailed
from tests.client.delivery.conftest import MakeReport
from tests.client.disk import fill
from tests.client.loopback_desk import receipt


def test_data(tmp_path: Path, make: MakeReport) -> None:
    save_report(make(), tmp_path / "Bericht.JSON")
    assert report_from_json((tmp_path / "Bericht.JSON").read_bytes()) == make()
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_page_of_its_own_with_the_reference(tmp_path: Path, make: MakeReport, language: str) -> None:
    path = tmp_path / "report.html"
    save_report(make(), path, "en" if language == "en" else "de", receipt(make().id))
    page = path.read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert f'lang="{language}"' in page
    assert "K7M-2QX" in page
    assert not any(outside in page for outside in ("<script src", "<link", 'src="http', "url(http"))


def test_an_older_file_is_replaced_as_a_whole(tmp_path: Path, make: MakeReport) -> None:
    path = tmp_path / "report.json"
    path.write_bytes(b"x" * 100_000)
    save_report(make(), path)
    assert report_from_json(path.read_bytes()) == make()


def test_the_name_says_what_and_when(make: MakeReport) -> None:
    name = suggested_name(make(), ".json")
    assert name.startswith("Homeoffice-Check 2025-03-01 ")
    assert name.endswith(".json")
    assert not set(name) & set('\\/:*?"<>|')


@pytest.mark.parametrize("folder", ["gone/report.json", "file/report.json"])
def test_a_place_that_is_none(tmp_path: Path, make: MakeReport, folder: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OperationFailed) as failed:
        save_report(make(), tmp_path / folder)
    assert "anderen Ort" in save_refusal(failed.value.failure).de


def test_a_read_only_place(read_only_disk: Path, make: MakeReport) -> None:
    with pytest.raises(OperationFailed) as failed:
        save_report(make(), read_only_disk / "report.json")
    assert failed.value.failure.kind is FailureKind.DENIED
    assert save_refusal(failed.value.failure).de.startswith("An diesem Ort darf das Programm nicht schreiben.")


def test_a_full_place_leaves_nothing_half(tiny_disk: Path, make: MakeReport) -> None:
    fill(tiny_disk)
    with pytest.raises(OperationFailed) as failed:
        save_report(make(), tiny_disk / "report.json")
    assert failed.value.failure.kind is FailureKind.EXHAUSTED
    assert [path.name for path in tiny_disk.iterdir()] == ["filler"]
