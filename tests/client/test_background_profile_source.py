"""The profile of a start beside the window: it comes, it does not, or it is late."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from checker.client import background_profile_source as module
from checker.client.arguments import ClientOptions
from checker.client.background_profile_source import FIRST_PROFILE_WAIT_S, PROFILE_DEFECT, BackgroundProfileSource
from checker.client.environment.data_directory import DataDirectory
from checker.client.ports.profile_source import ProfileLoaded, ProfileUnavailable
from checker.model.profile import BUILT_IN, Profile
from checker.model.signature import fingerprint, new_key, public_key, sign_profile
from checker.net.net import Net
from tests.client.loopback_desk import Desk, desk_open, silent

CODE = "ACME-7F3K"
KEY = new_key()


@pytest.fixture
def desk() -> Iterator[Desk]:
    with desk_open() as opened:
        toml = f'code = "{CODE}"\ncustomer = "ACME"\n[firm]\nname = "IT"\ndesk_url = "{opened.url}"\n'
        opened.profiles[CODE] = sign_profile(toml.encode(), KEY)
        yield opened


@pytest.fixture
def adopted() -> list[Profile]:
    return []


@pytest.fixture
def opens(tmp_path: Path, adopted: list[Profile]) -> Callable[..., BackgroundProfileSource]:
    def make(**options_given: object) -> BackgroundProfileSource:
        options = ClientOptions(keys=(fingerprint(public_key(KEY)),), **options_given)  # type: ignore[arg-type]
        return BackgroundProfileSource(options, Net(), DataDirectory(tmp_path / "home"), adopted.append)

    return make


def next_event(opening: BackgroundProfileSource, seconds: float = 20) -> object:
    """The next event."""
    events: list[object] = []
    received = threading.Event()
    opening.listen(lambda event: (events.append(event), received.set()))
    assert received.wait(seconds)
    return events[0]


def test_it_is_there_before_the_window(
    opens: Callable[..., BackgroundProfileSource],
    desk: Desk,
    adopted: list[Profile],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "FIRST_PROFILE_WAIT_S", 30.0)  # a busy machine is no slow desk
    opening = opens(profile=f"{desk.url}/d/{CODE}/")
    assert opening.loaded.profile == BUILT_IN
    opening.start()
    opening.wait_briefly()
    assert not opening.pending and opening.trouble is None
    assert opening.loaded.profile.code == CODE and opening.loaded.phrase is not None
    assert [profile.code for profile in adopted] == [CODE]
    assert opening.initial_source.endswith(f"/d/{CODE}/")


def test_a_slow_desk_holds_the_window_up_only_a_little(
    opens: Callable[..., BackgroundProfileSource], desk: Desk
) -> None:
    released = threading.Event()
    desk.days = [silent(released)]
    opening = opens(profile=f"{desk.url}/d/{CODE}/")
    began = time.monotonic()
    opening.start()
    opening.wait_briefly()
    assert FIRST_PROFILE_WAIT_S <= time.monotonic() - began < FIRST_PROFILE_WAIT_S + 3
    assert opening.pending and opening.loaded.profile == BUILT_IN
    opening.listen(lambda _event: None)
    released.set()
    event = next_event(opening)
    assert isinstance(event, ProfileUnavailable) and event.refusal.kind == "profile-unreachable"
    assert opening.trouble == event.refusal and not opening.pending


def test_another_one_is_looked_for(
    opens: Callable[..., BackgroundProfileSource], desk: Desk, adopted: list[Profile]
) -> None:
    opening = opens()
    opening.request(f"{desk.url}/d/FALSCH/")
    missing = next_event(opening)
    assert isinstance(missing, ProfileUnavailable) and missing.refusal.kind == "profile-unknown"
    opening.request(f"{desk.url}/d/{CODE}/")
    event = next_event(opening)
    assert isinstance(event, ProfileLoaded) and event.loaded.profile.code == CODE
    assert opening.trouble is None and [profile.code for profile in adopted] == [CODE]


def test_a_defect_leaves_no_window_waiting(
    opens: Callable[..., BackgroundProfileSource], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object, **_more: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(module, "load_profile", broken)
    opening = opens()
    opening.start()
    opening.wait_briefly()
    assert (opening.trouble, opening.pending) == (PROFILE_DEFECT, False)


def test_the_name_tells_what_was_asked_for(opens: Callable[..., BackgroundProfileSource]) -> None:
    assert opens(started_as=f"C:\\Downloads\\Homeoffice-Check_{CODE} (1).exe").initial_source == CODE
    assert opens().initial_source == ""


def test_where_it_runs_is_said_before_the_profile(
    opens: Callable[..., BackgroundProfileSource], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "is_remote_session", lambda: True)
    note = opens().note
    assert note is not None and note.en.startswith("This program runs on a remote computer")
    monkeypatch.setattr(module, "is_remote_session", lambda: False)
    assert opens().note is None
