"""The desk cannot be asked, or something else answers; the home cannot be written."""

import datetime
from pathlib import Path

import pytest

from checker.client.environment.data_directory import DataDirectory
from checker.client.profiles.loaded_profile import ProfileOrigin
from checker.model.codec import Unreadable
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.net import Net
from tests.client.disk import fill, mounted
from tests.client.loopback_desk import PORTAL, Day, Desk, answering, half, hang_up, nobody, refused, reset
from tests.client.profiles.conftest import CODE, NOW, Firm, Load

DAYS_LATER = NOW + datetime.timedelta(days=3)
BAD_DAYS = [
    (hang_up, "profile-unreachable"),
    (reset, "profile-unreachable"),
    (half, "profile-unreachable"),
    (answering(200, PORTAL), "profile-is-a-page"),
    (answering(200, PORTAL, "text/plain"), "profile-is-a-page"),
    (answering(404, PORTAL), "profile-is-a-page"),
    (answering(500, PORTAL), "profile-desk-fault"),
    (refused(503, "busy"), "profile-desk-fault"),
    (refused(429, "too-many", Retry_After="60"), "profile-desk-fault"),
    (answering(302, b"", Location="http://portal.example/login"), "profile-elsewhere"),
    (answering(302, b"", Location="https://[broken"), "profile-elsewhere"),
]


def page(desk: Desk) -> str:
    return f"{desk.url}/d/{CODE}/"


def kind(loading: Load, source: str, **options: object) -> str:
    with pytest.raises(Unreadable) as unreadable:
        loading(source, **options)
    return unreadable.value.refusal.kind


@pytest.mark.parametrize(("day", "sentence"), BAD_DAYS)
def test_without_a_copy_a_sentence(loading: Load, desk: Desk, day: Day, sentence: str) -> None:
    desk.days = [day]
    assert kind(loading, page(desk)) == sentence


@pytest.mark.parametrize(("day", "sentence"), BAD_DAYS)
def test_with_a_copy_it_goes_on(loading: Load, desk: Desk, firm: Firm, day: Day, sentence: str) -> None:
    loading(page(desk))
    desk.days = [day]
    loaded = loading(page(desk), now=DAYS_LATER)
    assert (loaded.profile.code, loaded.origin, loaded.trusted_key) == (CODE, ProfileOrigin.CACHED, firm.key)
    assert loaded.note is not None
    assert f"am {NOW.astimezone():%d.%m.%Y} um" in loaded.note.de


def test_a_code_alone_works_offline(loading: Load, desk: Desk) -> None:
    loading(page(desk))
    desk.days = [reset]
    assert loading(CODE).origin is ProfileOrigin.CACHED


def test_nobody_there(loading: Load) -> None:
    with nobody() as url:
        assert kind(loading, f"{url}/d/{CODE}/") == "profile-unreachable"


@pytest.mark.parametrize("address", ["https://desk.invalid/d/ACME/", "https://[::1", "https:///d/ACME/"])
def test_no_such_address(loading: Load, address: str) -> None:
    assert kind(loading, address) in ("profile-unreachable", "profile-address")


def test_a_system_that_cannot_check_certificates_is_no_broken_line(
    loading: Load, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_words: object, **_more: object) -> None:
        raise OperationFailed(Operation.TLS, FailureKind.TRUST_STORE, "error 800700b7")

    monkeypatch.setattr(Net, "request", broken)
    assert kind(loading, page(desk)) == "profile-certificate"


def test_a_no_of_the_desk_is_not_covered_by_a_copy(loading: Load, desk: Desk) -> None:
    loading(page(desk))
    del desk.profiles[CODE]
    assert kind(loading, page(desk)) == "profile-unknown"


def test_a_forged_answer_is_not_covered_by_a_copy(loading: Load, desk: Desk) -> None:
    loading(page(desk))
    desk.profiles[CODE] = desk.profiles[CODE].replace(b"ACME GmbH", b"EVIL GmbH")
    assert kind(loading, page(desk)) == "profile-altered"


def test_a_copy_is_believed_like_any_other(loading: Load, desk: Desk, data_directory: DataDirectory) -> None:
    loading(page(desk))
    (copy,) = data_directory.profiles.iterdir()
    copy.write_bytes(copy.read_bytes().replace(b"ACME GmbH", b"EVIL GmbH"))
    desk.days = [reset]
    assert kind(loading, page(desk)) == "profile-altered"


def test_a_copy_needs_its_key_still_known(loading: Load, desk: Desk, data_directory: DataDirectory) -> None:
    loading(page(desk))
    data_directory.trust.unlink()
    desk.days = [reset]
    assert kind(loading, page(desk)) == "profile-unknown-key"


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\x00", b'{"url":1}'])
def test_a_damaged_copy_is_none(loading: Load, desk: Desk, data_directory: DataDirectory, content: bytes) -> None:
    loading(page(desk))
    (copy,) = data_directory.profiles.iterdir()
    copy.write_bytes(content)
    desk.days = [reset]
    assert kind(loading, page(desk)) == "profile-unreachable"
    assert len(list(data_directory.damaged.iterdir())) == 1


def test_damaged_keys_are_said(loading: Load, desk: Desk, data_directory: DataDirectory) -> None:
    loading(page(desk))
    data_directory.trust.write_bytes(b"{")
    loaded = loading(page(desk))
    assert loaded.note is not None
    assert loaded.note.de.startswith("Die Liste der bekannten IT-Firmen")
    assert loading(page(desk)).note is None


def test_redirects_on_the_same_host_are_followed(loading: Load, desk: Desk) -> None:
    desk.days = [answering(301, b"", Location=f"/api/v1/profiles/{CODE}")]
    assert loading(f"{desk.url}/old.toml").profile.code == CODE


def test_redirects_do_not_go_round_for_ever(loading: Load, desk: Desk) -> None:
    desk.days = [answering(302, b"", Location="/again")] * 20
    assert kind(loading, page(desk)) == "profile-elsewhere"
    assert len(desk.gets) < 6


def test_too_much_of_a_profile(loading: Load, desk: Desk, firm: Firm) -> None:
    desk.profiles[CODE] = firm.signed(desk.url, extra="# " + "x" * 300_000)
    assert kind(loading, page(desk)) == "profile-too-large"


def test_never_unencrypted_from_another_machine(loading: Load, tmp_path: Path) -> None:
    (tmp_path / "firm.toml").write_text('desk_url = "http://desk.example"\n')
    assert kind(loading, CODE, firm_folders=(tmp_path,)) == "profile-address"


def test_a_home_that_cannot_be_written(loading: Load, desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "in-the-way").write_bytes(b"")
    loaded = loading(page(desk), data_directory=DataDirectory(tmp_path / "in-the-way"))
    assert loaded.profile.code == CODE
    assert loaded.note is not None and "konnte auf diesem Computer nicht aufgehoben werden" in loaded.note.de


def test_a_full_disk(loading: Load, desk: Desk, tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "size=4k") as disk:
        fill(disk)
        loaded = loading(page(desk), data_directory=DataDirectory(disk))
    assert loaded.profile.code == CODE
    assert loaded.note is not None and "nicht aufgehoben" in loaded.note.de
