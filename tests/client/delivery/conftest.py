"""A desk, an outbox, and reports that may be sent."""

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from checker.client.delivery.outbox import Outbox
from checker.client.environment.data_directory import DataDirectory
from checker.model.profile import FirmContact, Profile
from checker.model.report import Consent, Report
from checker.net.net import Net
from tests.client.disk import mounted
from tests.client.loopback_desk import Desk, desk_open

MakeReport = Callable[..., Report]


@pytest.fixture
def desk() -> Iterator[Desk]:
    with desk_open() as opened:
        yield opened


@pytest.fixture
def net() -> Net:
    return Net()


@pytest.fixture
def data_directory(tmp_path: Path) -> DataDirectory:
    return DataDirectory(tmp_path / "home")


@pytest.fixture
def outbox(data_directory: DataDirectory) -> Outbox:
    return Outbox(data_directory)


@pytest.fixture
def make(desk: Desk) -> MakeReport:
    """A report number `n` that may be sent to the desk, or to another `url`."""

    def make(n: int = 1, url: str | None = None, *, send: bool = True, enrolment: str = "") -> Report:
        firm = FirmContact(name="Muster IT", desk_url=desk.url if url is None else url)
        return Report(
            id=f"{n:032x}",
            created=datetime.datetime(2025, 3, 1, 9, 30, tzinfo=datetime.UTC),
            program="0.1",
            profile=Profile(code="ACME-7F3K", customer="ACME", firm=firm, enrolment=enrolment),
            consent=Consent(given=datetime.datetime(2025, 3, 1, 9, 29, tzinfo=datetime.UTC), send=send),
        )

    return make


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk of 64 KiB."""
    with mounted(tmp_path / "disk", "size=64k") as disk:
        yield disk


@pytest.fixture
def read_only_disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk that cannot be written."""
    with mounted(tmp_path / "disk", "size=64k,ro") as disk:
        yield disk
