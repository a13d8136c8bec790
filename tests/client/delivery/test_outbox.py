"""Kept as files, or in memory where nothing can be written; a damaged file blocks no other."""

import datetime
import json
import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from checker.client.delivery.delivery_state import DeliveryStage, DeliveryState
from checker.client.delivery.outbox import RETENTION_DAYS, Outbox
from checker.client.delivery.storage.report_store import LEFTOVER_S, QUARANTINE_S
from checker.client.environment.data_directory import DataDirectory
from checker.model.codec import to_json
from checker.model.failure import Refusal
from checker.model.report import Report
from tests.client.delivery.conftest import MakeReport
from tests.client.disk import fill
from tests.client.loopback_desk import receipt
from tests.lab.modes import has_mode

NOW = datetime.datetime.now(datetime.UTC)


def delivered(outbox: Outbox, report: Report, days_ago: float = 0) -> None:
    outbox.put(report, "v1:token")
    letter = outbox.queued_report(report.id)
    assert letter is not None
    at = NOW - datetime.timedelta(days=days_ago)
    got = msgspec.structs.replace(receipt(report.id), received=at)
    outbox.save_state(report.id, msgspec.structs.replace(letter.state, receipt=got))


def ids(outbox: Outbox) -> list[str]:
    return [letter.id for letter in outbox.queued_reports()]


def test_a_report_survives_the_program(outbox: Outbox, data_directory: DataDirectory, make: MakeReport) -> None:
    report = make()
    assert outbox.put(report, "v1:token").stage is DeliveryStage.WAITING
    again = Outbox(data_directory)
    assert again.report(report.id) == report
    letter = again.queued_report(report.id)
    assert letter is not None
    assert (letter.state.enrolment, letter.storage_refusal) == ("v1:token", None)


def test_files_are_private_and_nothing_else_is_left(
    outbox: Outbox, data_directory: DataDirectory, make: MakeReport
) -> None:
    outbox.put(make(), "v1:token")
    files = sorted(data_directory.outbox.iterdir())
    assert [file.suffix for file in files] == [".json", ".state"]
    assert all(has_mode(file, 0o600) for file in files)
    assert all(has_mode(folder, 0o700) for folder in (data_directory.home, data_directory.outbox))
    assert b"v1:token" not in files[0].read_bytes()


def test_the_oldest_goes_first_and_the_same_twice_is_one(outbox: Outbox, make: MakeReport) -> None:
    for number in (3, 1, 2, 3):
        outbox.put(make(number), "v1:token")
    assert ids(outbox) == [make(number).id for number in (3, 1, 2)]


def test_nothing_is_kept_that_was_not_agreed_to(outbox: Outbox, make: MakeReport) -> None:
    with pytest.raises(ValueError, match="agreed"):
        outbox.put(make(send=False), "v1:token")
    with pytest.raises(ValueError, match="enrolment"):
        outbox.put(make(enrolment="v1:token"), "v1:token")
    assert outbox.queued_reports() == []


@pytest.mark.parametrize(("url", "kind"), [("", "no-desk"), ("http://desk.example", "desk-unencrypted")])
def test_what_nobody_can_accept_is_said_at_once(outbox: Outbox, make: MakeReport, url: str, kind: str) -> None:
    letter = outbox.put(make(url=url), "")
    assert letter.is_final
    assert letter.state.refusal is not None
    assert letter.state.refusal.kind == kind


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe\x00", b"[]", b'{"id":1}', b"[" * 5000, b"x" * 9_000_000])
def test_a_damaged_report_is_moved_aside_and_said_once(
    outbox: Outbox, data_directory: DataDirectory, make: MakeReport, content: bytes
) -> None:
    outbox.put(make(1), "v1:token")
    outbox.put(make(2), "v1:token")
    (data_directory.outbox / f"{make(1).id}.json").write_bytes(content)
    again = Outbox(data_directory)
    assert ids(again) == [make(2).id]
    refusal = again.pop_damage_refusal()
    assert refusal is not None
    assert refusal.de.startswith("1 gespeicherte Datei war beschädigt")
    assert again.pop_damage_refusal() is None
    assert len(list(data_directory.damaged.iterdir())) == 1
    reopened = Outbox(data_directory)
    reopened.queued_reports()
    assert reopened.pop_damage_refusal() is None


def test_a_report_under_another_name_is_damaged(
    outbox: Outbox, data_directory: DataDirectory, make: MakeReport
) -> None:
    outbox.put(make(1), "v1:token")
    (data_directory.outbox / f"{make(1).id}.json").rename(data_directory.outbox / f"{make(2).id}.json")
    assert Outbox(data_directory).queued_reports() == []


@pytest.mark.parametrize("content", [b"", b"{}", b"\x00", b'{"queued":"yesterday"}', b"null"])
def test_a_damaged_state_loses_no_report(
    outbox: Outbox, data_directory: DataDirectory, make: MakeReport, content: bytes
) -> None:
    outbox.put(make(), "v1:token")
    (data_directory.outbox / f"{make().id}.state").write_bytes(content)
    again = Outbox(data_directory)
    (letter,) = again.queued_reports()
    assert letter.state.is_due(NOW)
    assert letter.state.enrolment == ""
    assert again.pop_damage_refusal() is not None


def test_a_newer_programs_report_is_left_alone(outbox: Outbox, data_directory: DataDirectory, make: MakeReport) -> None:
    outbox.put(make(), "v1:token")
    file = data_directory.outbox / f"{make().id}.json"
    file.write_text(json.dumps({**json.loads(file.read_bytes()), "version": 99, "new": 1}))
    again = Outbox(data_directory)
    assert again.queued_reports() == []
    assert again.pop_damage_refusal() is None
    assert file.exists()


def test_a_folder_in_the_way_is_no_defect(data_directory: DataDirectory, make: MakeReport, outbox: Outbox) -> None:
    outbox.put(make(1), "v1:token")
    (data_directory.outbox / f"{make(2).id}.json").mkdir()
    assert ids(Outbox(data_directory)) == [make(1).id]


def test_withdrawn_is_gone(outbox: Outbox, data_directory: DataDirectory, make: MakeReport) -> None:
    outbox.put(make(), "v1:token")
    with outbox.lock_report(make().id):
        assert outbox.withdraw(make().id) is False
    assert outbox.withdraw(make().id) is True
    assert outbox.queued_reports() == []
    assert list(data_directory.outbox.iterdir()) == []
    assert outbox.withdraw(make().id) is True


def test_one_holds_a_report_at_a_time(outbox: Outbox, data_directory: DataDirectory, make: MakeReport) -> None:
    outbox.put(make(1), "v1:token")
    outbox.put(make(2), "v1:token")
    other = Outbox(data_directory)
    with (
        outbox.lock_report(make(1).id) as acquired,
        other.lock_report(make(1).id) as acquired_by_other,
        other.lock_report(make(2).id) as different,
    ):
        assert (acquired, acquired_by_other, different) == (True, False, True)
    with other.lock_report(make(1).id) as acquired_by_other:
        assert acquired_by_other


def test_delivered_reports_are_forgotten_after_their_days(
    outbox: Outbox, data_directory: DataDirectory, make: MakeReport
) -> None:
    delivered(outbox, make(1), RETENTION_DAYS + 1)
    delivered(outbox, make(2), RETENTION_DAYS - 1)
    outbox.put(make(3), "v1:token")
    outbox.delete_expired(NOW + datetime.timedelta(days=1 / 24))
    assert ids(outbox) == [make(2).id, make(3).id]
    outbox.delete_expired(NOW + datetime.timedelta(days=365))
    assert ids(outbox) == [make(3).id]


def test_what_a_crash_left_is_swept(outbox: Outbox, data_directory: DataDirectory, make: MakeReport) -> None:
    outbox.put(make(1), "v1:token")
    old, young = data_directory.outbox / ".a.json.0.new", data_directory.outbox / ".b.json.0.new"
    orphan = data_directory.outbox / f"{make(9).id}.state"
    for file in (old, young, orphan):
        file.write_bytes(b"{")
    for file in (old, orphan):
        os.utime(file, (NOW.timestamp() - LEFTOVER_S - 60,) * 2)
    outbox.delete_expired(NOW)
    assert (old.exists(), young.exists(), orphan.exists()) == (False, True, False)
    assert ids(outbox) == [make(1).id]


def test_what_was_kept_aside_goes_after_its_days(
    outbox: Outbox, data_directory: DataDirectory, make: MakeReport
) -> None:
    outbox.put(make(), "v1:token")
    old = data_directory.outbox / f"{make().id}.json"
    old.write_bytes(b"{")
    os.utime(old, (0, 0))
    again = Outbox(data_directory)
    assert again.queued_reports() == []
    again.delete_expired(NOW + datetime.timedelta(days=1))
    assert len(list(data_directory.damaged.iterdir())) == 1
    again.delete_expired(NOW + datetime.timedelta(seconds=QUARANTINE_S + 3600))
    assert list(data_directory.damaged.iterdir()) == []


def test_a_new_profile_revives_what_was_refused_for_the_old_one(outbox: Outbox, make: MakeReport) -> None:
    kinds = {1: "enrolment-expired", 2: "no-consent"}
    for number, kind in kinds.items():
        letter = outbox.put(make(number), "v1:old")
        refused = msgspec.structs.replace(letter.state, refusal=Refusal(kind=kind, de="Nein.", en="No."))
        outbox.save_state(letter.id, refused)
    outbox.put(make(3), "v1:old")
    outbox.put(make(4, url="https://other.example"), "v1:old")
    outbox.renew_enrolment(make(enrolment="v1:new").profile)
    assert [(queued.stage, queued.state.enrolment) for queued in outbox.queued_reports()] == [
        (DeliveryStage.WAITING, "v1:new"),
        (DeliveryStage.STOPPED, "v1:new"),
        (DeliveryStage.WAITING, "v1:new"),
        (DeliveryStage.WAITING, "v1:old"),
    ]


def test_a_full_disk_keeps_it_in_memory_and_says_so(tiny_disk: Path, make: MakeReport) -> None:
    outbox = Outbox(DataDirectory(tiny_disk))
    outbox.put(make(1), "v1:token")
    filler = fill(tiny_disk)
    letter = outbox.put(make(2), "v1:token")
    assert letter.storage_refusal is not None
    assert letter.storage_refusal.kind == "home-full"
    assert "Kein" not in letter.status_text(NOW).de and "kein Platz mehr" in letter.status_text(NOW).de
    assert outbox.body(make(2).id) == to_json(make(2))
    outbox.save_state(make(1).id, DeliveryState(queued=NOW, receipt=receipt(make(1).id)))
    assert {queued.id: queued.stage for queued in outbox.queued_reports()} == {
        make(1).id: DeliveryStage.DELIVERED,
        make(2).id: DeliveryStage.WAITING,
    }
    filler.unlink()
    outbox.save_state(make(2).id, letter.state)
    queued = outbox.queued_report(make(2).id)
    assert queued is not None and queued.storage_refusal is None
    assert make(2).id in ids(Outbox(DataDirectory(tiny_disk)))


def test_a_read_only_home_keeps_it_in_memory(read_only_disk: Path, make: MakeReport) -> None:
    outbox = Outbox(DataDirectory(read_only_disk / "home"))
    letter = outbox.put(make(), "v1:token")
    assert letter.storage_refusal is not None
    assert letter.storage_refusal.kind == "home-read-only"
    assert outbox.report(make().id) == make()
    with outbox.lock_report(make().id) as acquired:
        assert acquired
    outbox.delete_expired(NOW)


def test_a_disk_that_became_read_only_still_shows_the_newest(tiny_disk: Path, make: MakeReport) -> None:
    outbox = Outbox(DataDirectory(tiny_disk))
    outbox.put(make(), "v1:token")
    subprocess.run(["mount", "-o", "remount,ro", tiny_disk], check=True)
    with outbox.lock_report(make().id) as acquired:
        assert acquired
    outbox.save_state(make().id, DeliveryState(queued=NOW, receipt=receipt(make().id)))
    assert [queued.stage for queued in outbox.queued_reports()] == [DeliveryStage.DELIVERED]


@pytest.mark.skipif(sys.platform == "win32", reason="a link needs a right of its own there")
def test_a_link_in_place_of_the_outbox_is_not_followed(
    data_directory: DataDirectory, make: MakeReport, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir(mode=0o755)
    data_directory.home.mkdir(parents=True, exist_ok=True)
    data_directory.outbox.symlink_to(elsewhere)
    outbox, report = Outbox(data_directory), make()
    letter = outbox.put(report, "v1:token")
    assert letter.storage_refusal is not None and letter.storage_refusal.kind == "home-read-only"
    assert outbox.body(report.id) == to_json(report), "it is kept in memory, and sent from there"
    assert list(elsewhere.iterdir()) == []
    assert has_mode(elsewhere, 0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="a link needs a right of its own there")
def test_a_report_of_somebody_else_behind_a_link_is_not_sent(
    data_directory: DataDirectory, make: MakeReport, tmp_path: Path
) -> None:
    elsewhere = DataDirectory(tmp_path / "elsewhere")
    Outbox(elsewhere).put(make(), "v1:token")
    data_directory.home.mkdir(parents=True, exist_ok=True)
    data_directory.outbox.symlink_to(elsewhere.outbox)
    assert ids(Outbox(data_directory)) == []
