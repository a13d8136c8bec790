"""A look at the desk: believed only when the firm signed it and nothing newer was seen; nothing waits for it."""

import datetime
import logging
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from checker.client.environment.data_directory import DataDirectory
from checker.client.profiles.loaded_profile import LoadedProfile, ProfileOrigin
from checker.client.updates.manifest_history import MAX_FIRMS, ManifestHistory
from checker.client.updates.update_check import MAX_MANIFEST_BYTES, UpdateCheck, installed_program
from checker.client.updates.version_comparison import InstalledProgram, ProgramUpdate
from checker.model.profile import FirmContact, Profile
from checker.model.signature import fingerprint, new_key, public_key, sign_manifest, sign_profile
from checker.net.net import Net
from tests.client.disk import mounted
from tests.client.loopback_desk import PORTAL, Day, Desk, answering, desk_open, hang_up, nobody, silent

KEY = new_key()
MARK = fingerprint(public_key(KEY))
HERE = InstalledProgram(version="1.0", system="linux")


def manifest(made: str = "2026-11-25T09:00:00Z", version: str = "2.0", secret: bytes = KEY) -> bytes:
    toml = (
        f'made = {made}\n[[programs]]\nsystem = "linux"\nname = "x.deb"\nversion = "{version}"\nsize = 1\n'
        f'sha256 = "{"0" * 64}"\n'
    )
    return sign_manifest(toml.encode(), secret)


def loaded(url: str, key: str = MARK) -> LoadedProfile:
    profile = Profile(code="ACME-7F3K", customer="ACME", firm=FirmContact(name="Muster IT", desk_url=url))
    return LoadedProfile(profile=profile, origin=ProfileOrigin.DESK, trusted_key=key)


@pytest.fixture
def data_directory(tmp_path: Path) -> DataDirectory:
    return DataDirectory(tmp_path / "home")


@pytest.fixture
def desk() -> Iterator[Desk]:
    with desk_open() as opened:
        yield opened


def looked(data_directory: DataDirectory, profile: LoadedProfile) -> ProgramUpdate | None:
    """Once, to its end."""
    watch = UpdateCheck(Net(), data_directory, HERE)
    before = set(threading.enumerate())
    watch.start(profile)
    for thread in set(threading.enumerate()) - before:
        if thread.name == "updates":
            thread.join(20)
    return watch.update


def gives(desk: Desk, raw: bytes) -> None:
    desk.days = [answering(200, raw, "application/toml")]


def test_a_newer_program_is_found(data_directory: DataDirectory, desk: Desk) -> None:
    gives(desk, manifest())
    update = looked(data_directory, loaded(desk.url))
    assert update is not None and "2.0" in update.message.de
    assert update.page == f"{desk.url}/d/ACME-7F3K/"
    assert desk.gets == ["/api/v1/programs"]


def test_an_older_manifest_is_ignored(
    data_directory: DataDirectory, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    for made, believed in (
        ("2026-11-25T09:00:00Z", True),
        ("2026-11-25T09:00:00Z", True),
        ("2026-11-24T09:00:00Z", False),
        ("2026-11-25T08:59:59Z", False),
        ("2026-11-26T09:00:00Z", True),
    ):
        gives(desk, manifest(made))
        assert (looked(data_directory, loaded(desk.url)) is not None) is believed, made
    assert [record.message for record in caplog.records] == ["manifest ignored: older than the one seen before"] * 2


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        (manifest(secret=new_key()), "signed by another key"),
        (manifest().replace(b"2.0", b"9.0"), "profile-altered"),
        (manifest().split(b"# signed")[0], "profile-unsigned"),
        (sign_profile(manifest().split(b"# signed")[0], KEY), "profile-altered"),
        (sign_manifest(b"made = 1\n", KEY), "manifest-unreadable"),
        (PORTAL, "profile-unsigned"),
    ],
)
def test_what_the_firm_did_not_sign_is_ignored(
    data_directory: DataDirectory, desk: Desk, caplog: pytest.LogCaptureFixture, raw: bytes, line: str
) -> None:
    gives(desk, raw)
    assert looked(data_directory, loaded(desk.url)) is None
    assert [line in record.message for record in caplog.records] == [True]
    assert not data_directory.manifest_history.exists()


ELSEWHERE = answering(302, b"", Location="https://x.example/")


@pytest.mark.parametrize(
    "day", [hang_up, answering(404, PORTAL), answering(500), ELSEWHERE, answering(200, b"x" * (MAX_MANIFEST_BYTES + 1))]
)
def test_a_desk_with_a_bad_day(
    data_directory: DataDirectory, desk: Desk, caplog: pytest.LogCaptureFixture, day: Day
) -> None:
    caplog.set_level(logging.INFO, "checker")
    desk.days = [day]
    assert looked(data_directory, loaded(desk.url)) is None
    assert len(caplog.records) == 1 and "127.0.0.1" not in caplog.text


def test_nobody_is_asked_without_a_believed_firm(data_directory: DataDirectory, desk: Desk) -> None:
    for profile in (loaded(desk.url, key=""), loaded(""), loaded("http://192.0.2.1")):
        assert looked(data_directory, profile) is None
    assert desk.gets == []
    with nobody() as url:
        assert looked(data_directory, loaded(url)) is None


def test_a_silent_desk_holds_nothing_up(data_directory: DataDirectory, desk: Desk) -> None:
    released = threading.Event()
    desk.days = [silent(released)]
    watch = UpdateCheck(Net(), data_directory, HERE)
    began = time.monotonic()
    watch.start(loaded(desk.url))
    assert time.monotonic() - began < 2
    assert watch.update is None
    (thread,) = [thread for thread in threading.enumerate() if thread.name == "updates"]
    assert thread.daemon
    thread.join(20)
    assert not thread.is_alive()
    released.set()


def test_a_damaged_memory_is_begun_anew_and_none_stops_nothing(
    data_directory: DataDirectory, desk: Desk, tmp_path: Path
) -> None:
    data_directory.home.mkdir()
    data_directory.manifest_history.write_text("{damaged")
    gives(desk, manifest())
    assert looked(data_directory, loaded(desk.url)) is not None
    with mounted(tmp_path / "disk", "ro") as disk:
        gives(desk, manifest())
        assert looked(DataDirectory(disk / "home"), loaded(desk.url)) is not None


def test_only_so_many_firms_are_remembered(data_directory: DataDirectory) -> None:
    history = ManifestHistory(data_directory)
    begin = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    for day in range(MAX_FIRMS + 5):
        assert history.accept_if_newer(f"KEY{day}", begin + datetime.timedelta(days=day))
    assert not history.accept_if_newer(f"KEY{MAX_FIRMS + 4}", begin)
    assert history.accept_if_newer("KEY0", begin)


def test_this_program_knows_itself() -> None:
    assert installed_program().system in ("windows", "macos", "linux")
    assert installed_program().version
