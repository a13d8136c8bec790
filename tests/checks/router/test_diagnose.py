"""What the router told, and what must be said."""

from typing import Any

import pytest

from checker.checks.router.diagnose import diagnose
from checker.checks.router.need import RouterNeed
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.observation import Observation, Observations

WELL: dict[str, Any] = {
    "told": True,
    "model": "fritzbox",
    "model.number": "7590",
    "line.access": "dsl",
    "line.up": True,
    "sync.down": 109.3,
    "sync.up": 43.7,
    "connected": True,
    "uptime": 4000.0,
    "wan.v4": "public",
    "wan.v6": True,
}
FINE = {"router.connected ok"}
SILENT = Failure(operation=Operation.REQUEST, kind=FailureKind.NOT_FOUND)


def codes_of(values: dict[str, Any]) -> set[str]:
    rows = [
        Observation(name=name, failure=value) if isinstance(value, Failure) else Observation(name=name, value=value)
        for name, value in values.items()
    ]
    return {f"{finding.code} {finding.level.value}" for finding in diagnose(Observations(rows), RouterNeed())}


@pytest.mark.parametrize(
    ("values", "codes"),
    [
        ({}, FINE),
        ({"uptime": 30.0}, FINE),
        ({"uptime": 29.9}, {*FINE, "router.restarted note"}),
        ({"uptime": 3.0, "connected": False}, FINE),
        ({"wan.v4": "private"}, {*FINE, "router.double-nat note"}),
        ({"wan.v4": "shared"}, {*FINE, "router.cgnat note"}),
        ({"wan.v4": "ds-lite"}, {*FINE, "router.ds-lite note"}),
        ({"wan.v4": "none"}, {*FINE, "router.ds-lite note"}),
        ({"wan.v4": "none", "wan.v6": False}, FINE),
        ({"wan.v4": "none", "wan.v6": SILENT}, FINE),
        ({"line.up": False, "connected": False, "wan.v4": "none", "wan.v6": False}, {"router.offline blocker"}),
        ({"line.up": False, "connected": False, "wan.v4": "none", "wan.v6": SILENT}, {"router.offline blocker"}),
        ({"line.up": False, "connected": False}, set()),
        ({"line.up": False, "connected": True, "wan.v4": "none", "wan.v6": False}, FINE),
        ({"line.up": SILENT, "connected": False, "wan.v4": "none", "wan.v6": False}, set()),
        ({"told": SILENT}, {"router.not-told note"}),
    ],
)
def test_says(values: dict[str, Any], codes: set[str]) -> None:
    assert codes_of({**WELL, **values}) == codes


def test_nothing_seen() -> None:
    assert codes_of({}) == {"router.not-told note"}


def test_left_alone() -> None:
    assert list(diagnose(Observations(()), RouterNeed(asked=False))) == []


def test_the_model_alone() -> None:
    assert codes_of({"told": SILENT, "model": "fritzbox"}) == {"router.not-told note"}
