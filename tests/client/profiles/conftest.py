"""A firm with its key, a desk that hands out its profiles, and a PC that knows nobody yet."""

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from checker.client.environment.data_directory import DataDirectory
from checker.client.profiles.loaded_profile import LoadedProfile
from checker.client.profiles.loader import LoadOptions, load_profile
from checker.model.signature import fingerprint, new_key, public_key, sign_profile
from checker.net.net import Net
from tests.client.loopback_desk import Desk, desk_open

NOW = datetime.datetime(2025, 3, 1, 12, tzinfo=datetime.UTC)
CODE = "ACME-7F3K"


class Firm:
    """An IT firm: its key, and the profiles that it signs."""

    def __init__(self, name: str = "Muster IT") -> None:
        self.name = name
        self.secret = new_key()

    @property
    def key(self) -> str:
        return fingerprint(public_key(self.secret))

    def toml(self, desk_url: str, code: str = CODE, extra: str = "", needs: str = "") -> bytes:
        lines = [f'code = "{code}"', 'customer = "ACME GmbH"', 'enrolment = "v1:token"', extra]
        lines += ["[firm]", f'name = "{self.name}"', f'desk_url = "{desk_url}"', needs]
        return "\n".join(lines).encode() + b"\n"

    def signed(self, desk_url: str, code: str = CODE, extra: str = "", needs: str = "") -> bytes:
        return sign_profile(self.toml(desk_url, code, extra, needs), self.secret)


Load = Callable[..., LoadedProfile]


@pytest.fixture
def firm() -> Firm:
    return Firm()


@pytest.fixture
def desk(firm: Firm) -> Iterator[Desk]:
    """The firm's desk; ACME's profile is there."""
    with desk_open() as opened:
        opened.profiles[CODE] = firm.signed(opened.url)
        yield opened


@pytest.fixture
def data_directory(tmp_path: Path) -> DataDirectory:
    return DataDirectory(tmp_path / "home")


@pytest.fixture
def loading(data_directory: DataDirectory) -> Load:
    """`load_profile` as this PC calls it."""

    def loading(source: str | None, **options: object) -> LoadedProfile:
        usual: dict[str, object] = {"data_directory": data_directory, "net": Net(), "firm_folders": (), "now": NOW}
        return load_profile(source, LoadOptions(**(usual | options)))  # type: ignore[arg-type]

    return loading
