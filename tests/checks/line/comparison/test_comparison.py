"""One other path, measured shortly: what it brings, or why it brings nothing, and never longer than it may take."""

import pytest

from checker.checks.context import LiveSample, Progress
from checker.checks.line.comparison import comparison
from checker.checks.line.comparison.compared_path import ComparedPath
from checker.checks.line.comparison.comparison import Comparison
from checker.checks.line.comparison.plan import ComparisonPlan
from checker.checks.line.direction import Direction
from checker.checks.line.environment.adapter import LineEnvironment
from checker.checks.line.transport.server import parse_server_url
from checker.model.observation import Observations
from tests.checks.line.foreign_server import ServerFault, libre_speed_server
from tests.checks.line.measuring import probe_context

BOTH = {Direction.DOWN: 4.0, Direction.UP: 3.0}


def compared(url: str, events: list[Progress | LiveSample], ip_version: int = 0) -> Observations:
    plan = ComparisonPlan(
        path=ComparedPath.SECOND,
        server=parse_server_url(url),
        ip_version=ip_version,  # type: ignore[arg-type]
        enough_mbit=BOTH,
    )
    return Observations(Comparison(probe_context(events), LineEnvironment("127.0.0.1", "linux"), plan).observe())


@pytest.mark.usefixtures("short")
def test_both_directions_and_the_round_trip() -> None:
    events: list[Progress | LiveSample] = []
    with libre_speed_server(ServerFault()) as url:
        observations = compared(url, events)
    for name in ("compared.latency", "compared.down.rate", "compared.up.rate", "compared.bytes", "compared.seconds"):
        assert observations.has(name, "second"), name
    assert (observations.number("compared.down.rate", "second") or 0) > 50
    assert (observations.number("compared.seconds", "second") or 9) < comparison.COMPARISON_S
    assert events == [], "the curves that people see are the line's own"


def test_a_server_that_is_not_there_says_so() -> None:
    observations = compared("http://127.0.0.1:1/", [])
    assert observations["compared.latency", "second"].failure is not None
    assert observations["compared.down.rate", "second"].failure is not None


def test_an_ip_version_that_it_has_not_is_not_asked() -> None:
    with libre_speed_server(ServerFault()) as url:
        observations = compared(url, [], ip_version=6)
    assert not observations.has("compared.latency", "second")
    assert observations.number("compared.bytes", "second") == 0


@pytest.mark.usefixtures("short")
def test_a_load_that_hangs_ends_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparison, "COMPARISON_S", 0.8)
    with libre_speed_server(ServerFault(load="trickle")) as url:
        observations = compared(url, [])
    assert observations.has("compared.latency", "second")
    assert not observations.has("compared.up.rate", "second")
