"""What is said about a newer program: a table of manifests and sentences."""

import datetime

import pytest

from checker.client.updates.version_comparison import InstalledProgram, ProgramUpdate, compare_versions
from checker.model.manifest import AcceptedReportVersion, Manifest, Offer
from checker.model.text import Text

TODAY = datetime.date(2026, 11, 25)
MADE = datetime.datetime(2026, 11, 25, 9, tzinfo=datetime.UTC)
PAGE = "https://desk.example/d/ACME-7F3K/"
HERE = InstalledProgram(version="1.9.0", system="linux", processor="x64", report=7)
DAY = datetime.timedelta(days=1)


def offer(version: str | None, system: str = "linux", processor: str = "") -> Offer:
    return Offer(system=system, processor=processor, name="x", version=version, size=1, sha256="0" * 64)


def compare(here: InstalledProgram = HERE, **fields: object) -> ProgramUpdate | None:
    usual: dict[str, object] = {"made": MADE, "reports": (AcceptedReportVersion(number=7),)}
    return compare_versions(Manifest(**(usual | fields)), here, PAGE, TODAY)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "offers",
    [
        (),
        (offer("1.9.0"),),
        (offer("1.8"),),
        (offer(None),),
        (offer("2.0", "windows"),),
        (offer("2.0", processor="arm64"),),
    ],
)
def test_nothing_to_say(offers: tuple[Offer, ...]) -> None:
    assert compare(programs=offers) is None


@pytest.mark.parametrize("offers", [(offer("1.10"),), (offer("1.2"), offer("1.10", processor="x64"), offer(None))])
def test_a_newer_one(offers: tuple[Offer, ...]) -> None:
    update = compare(programs=offers, news=Text(de="Kamera\nschneller {x}.", en="Camera faster."))
    assert update is not None
    assert (update.page, update.is_too_old) == (PAGE, False)
    assert update.message.de.endswith("1.10. Sie können auch mit dieser weitermachen. Neu darin: Kamera schneller (x).")
    assert update.message.en.endswith("What is new: Camera faster.")


def test_windows_runs_programs_of_other_processors() -> None:
    here = InstalledProgram(version="1.9", system="windows", processor="arm64", report=7)
    assert compare(here, programs=(offer("2", "windows", "x64"),)) is not None


@pytest.mark.parametrize(
    ("fields", "too_old"),
    [
        ({"oldest": "1.9"}, False),
        ({"oldest": "1.9.1"}, True),
        ({"reports": (AcceptedReportVersion(number=8),)}, True),
        ({"reports": (AcceptedReportVersion(number=8), AcceptedReportVersion(number=7, until=TODAY - DAY))}, True),
        ({"reports": (AcceptedReportVersion(number=6),)}, False),
        ({"reports": ()}, False),
    ],
)
def test_too_old(fields: dict[str, object], too_old: bool) -> None:
    update = compare(programs=(offer("1.9"),), **fields)
    assert (update is not None and update.is_too_old) is too_old


@pytest.mark.parametrize(("days", "soon"), [(0, True), (60, True), (61, False), (365, False)])
def test_the_end_of_a_version_is_said_in_time(days: int, soon: bool) -> None:
    update = compare(
        reports=(AcceptedReportVersion(number=8), AcceptedReportVersion(number=7, until=TODAY + days * DAY))
    )
    assert (update is not None) is soon
    assert update is None or ("nur noch bis zum" in update.message.de and not update.is_too_old)


def test_a_program_without_a_version_hears_of_newer_ones() -> None:
    assert compare(InstalledProgram(version="dev", system="linux", report=7), programs=(offer("0.1"),)) is not None
