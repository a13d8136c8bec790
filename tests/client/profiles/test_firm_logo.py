"""The logo: from the desk once, from this PC ever after, and only as the profile's signature names it."""

import hashlib
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from checker.client.environment.data_directory import DataDirectory
from checker.client.profiles.firm_logo import MAX_COPIES, FirmLogo, LogoCheck
from checker.client.profiles.loaded_profile import LoadedProfile
from checker.model.firm.appearance import FirmAppearance, with_appearance
from checker.model.signature import sign_profile
from checker.net.net import Net
from tests.client.loopback_desk import PORTAL, Desk, answering, hang_up
from tests.client.profiles.conftest import CODE, Firm
from tests.model.firm.test_logo import chunk, picture

PNG = picture(chunk(b"tEXt", b"Author\0Erika"))
DIGEST = hashlib.sha256(PNG).hexdigest()
LogoOf = Callable[[LoadedProfile], FirmLogo | None]


@pytest.fixture
def logo_of(data_directory: DataDirectory) -> LogoOf:
    """What a window has once everything that this start asks for has come."""

    def logo_of(loaded: LoadedProfile) -> FirmLogo | None:
        check, before = LogoCheck(Net(), data_directory), set(threading.enumerate())
        check.start(loaded, lambda _logo: None)
        for thread in set(threading.enumerate()) - before:
            if thread.name == "logo":
                thread.join(20)
        return check.logo

    return logo_of


@pytest.fixture
def loaded(firm: Firm, desk: Desk, loading: Callable[..., LoadedProfile], tmp_path: Path) -> LoadedProfile:
    """ACME's profile of a firm with a logo, as a program gets it that has only firm.toml beside it."""
    toml = with_appearance(firm.toml(desk.url), FirmAppearance(colour="#1a5fb4", logo_digest=DIGEST))
    desk.profiles[CODE] = sign_profile(toml, firm.secret)
    (tmp_path / "firm.toml").write_text(f'desk_url = "{desk.url}"\nkey = "{firm.key}"\ncode = "{CODE}"\n')
    loaded = loading(None, firm_folders=(tmp_path,))
    assert loaded.appearance.colour == "#1a5fb4"
    desk.gets.clear()
    return loaded


def test_it_comes_from_the_desk_once_and_then_from_this_pc(desk: Desk, logo_of: LogoOf, loaded: LoadedProfile) -> None:
    desk.days = [answering(200, PNG, "image/png")]
    assert logo_of(loaded) == FirmLogo(png=picture()), "and without what draws no pixel"
    assert desk.gets == [f"/logo?{DIGEST[:12]}"]
    assert logo_of(loaded) == FirmLogo(png=picture())
    assert len(desk.gets) == 1


@pytest.mark.parametrize(
    "day", [hang_up, answering(404, PORTAL), answering(200, PORTAL), answering(200, picture(), "image/png")]
)
def test_what_is_not_the_picture_of_the_signature_is_none(
    desk: Desk, logo_of: LogoOf, loaded: LoadedProfile, day
) -> None:
    desk.days = [day]
    assert logo_of(loaded) is None


def test_bytes_of_the_right_digest_that_are_no_small_picture_are_none(
    firm: Firm, desk: Desk, logo_of: LogoOf, loading: Callable[..., LoadedProfile]
) -> None:
    raw = picture(rows=b"\0" * 1_000_000)
    appearance = FirmAppearance(logo_digest=hashlib.sha256(raw).hexdigest())
    desk.profiles[CODE] = sign_profile(with_appearance(firm.toml(desk.url), appearance), firm.secret)
    loaded = loading(f"{desk.url}/d/{CODE}")
    desk.days = [answering(200, raw, "image/png")]
    assert logo_of(loaded) is None
    assert f"/logo?{appearance.logo_digest[:12]}" in desk.gets


def test_a_copy_that_was_changed_on_this_pc_is_fetched_anew(
    desk: Desk, logo_of: LogoOf, loaded: LoadedProfile, data_directory: DataDirectory
) -> None:
    (data_directory.profiles / f"{DIGEST}.png").write_bytes(picture())
    desk.days = [answering(200, PNG, "image/png")]
    assert logo_of(loaded) == FirmLogo(png=picture())
    assert (data_directory.profiles / f"{DIGEST}.png").read_bytes() == PNG


def test_few_copies_stay(desk: Desk, logo_of: LogoOf, loaded: LoadedProfile, data_directory: DataDirectory) -> None:
    for at in range(MAX_COPIES + 2):
        (data_directory.profiles / f"{at}.png").touch()
    desk.days = [answering(200, PNG, "image/png")]
    logo_of(loaded)
    copies = [copy.name for copy in data_directory.profiles.glob("*.png")]
    assert len(copies) == MAX_COPIES
    assert f"{DIGEST}.png" in copies


def test_nobody_is_asked_without_a_signature_that_was_believed(
    desk: Desk, logo_of: LogoOf, firm: Firm, loading: Callable[..., LoadedProfile], tmp_path: Path
) -> None:
    unsigned = tmp_path / "profile.toml"
    unsigned.write_bytes(with_appearance(firm.toml(desk.url), FirmAppearance(logo_digest=DIGEST)))
    assert logo_of(loading(str(unsigned), allow_unsigned=True)) is None
    assert desk.gets == []
