"""Both directions at once, against the desk's own endpoints: only where the profile names video, and for a moment."""

import pytest

from checker.checks.line.direction import Direction
from checker.checks.line.measurement.simultaneous_load import LOAD_S, MOST_BYTES
from checker.checks.line.need import LineNeed, Role
from checker.checks.line.probe import observe
from checker.model.observation import Observations
from tests.checks.line.foreign_server import ServerFault, libre_speed_server
from tests.checks.line.measuring import probe_context

BOTH = ("both.latency", "both.down.rate", "both.up.rate", "both.bytes")
"""A gap and a call need more packets than a busy machine sends in so short a time."""


@pytest.mark.usefixtures("short")
def test_both_directions_and_the_call_beside_them(endpoint: str) -> None:
    observations = Observations(observe(LineNeed(endpoint=endpoint, roles=(Role.VIDEO,)), probe_context()))
    assert {name for name in BOTH if not observations.has(name)} == set()
    assert 0 < (observations.number("both.seconds") or 0) <= LOAD_S + 0.5
    assert (observations.number("both.bytes") or 0) >= 1
    assert all((observations.number(f"both.{direction}.rate") or 0) > 1 for direction in Direction)
    total = sum(observations.number(f"{part}.bytes") or 0 for part in ("down", "up", "both"))
    assert observations.number("bytes") == pytest.approx(total, abs=0.1)


@pytest.mark.usefixtures("short")
def test_not_where_the_profile_names_no_video(endpoint: str) -> None:
    observations = Observations(observe(LineNeed(endpoint=endpoint, roles=(Role.PHONE,)), probe_context()))
    assert not any(observation.name.startswith("both.") for observation in observations)
    assert observations.has("up.rate")


@pytest.mark.usefixtures("short")
def test_not_where_nobody_counts_the_upload() -> None:
    with libre_speed_server(ServerFault()) as url:
        observations = Observations(observe(LineNeed(endpoint=url, roles=(Role.VIDEO,)), probe_context()))
    assert observations.has("up.rate")
    assert not observations.has("both.latency")


def test_its_cost_is_bounded() -> None:
    assert LOAD_S <= 3
    assert MOST_BYTES <= 50_000_000
