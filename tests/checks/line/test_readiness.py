"""Each role against what was measured."""

from typing import Any

import pytest

from checker.checks.line.need import LineNeed, Role
from checker.checks.line.readiness import Limit, Ready, readiness
from tests.checks.line.test_diagnose import GOOD, saw


def ready(role: Role, **seen: Any) -> tuple[Ready, tuple[Limit, ...]]:
    """How one role goes."""
    found = readiness(
        saw(GOOD | {name.replace("_", "."): value for name, value in seen.items()}), LineNeed(roles=(role,))
    )
    return found[0].ready, found[0].limits


@pytest.mark.parametrize("role", list(Role))
def test_a_good_line_is_ready_for_everything(role: Role) -> None:
    assert ready(role) == (Ready.READY, ())


@pytest.mark.parametrize(
    "role, seen, expected, limits",
    [
        (Role.VIDEO, {"up_rate": (2.0, 0.1)}, Ready.LIMITED, (Limit.UP,)),
        (Role.VIDEO, {"up_rate": (0.5, 0.1)}, Ready.NOT_READY, (Limit.UP,)),
        (Role.PHONE, {"up_rate": (0.5, 0.1)}, Ready.READY, ()),
        (Role.VIDEO, {"up_rate": None}, Ready.UNKNOWN, (Limit.UP,)),
        (Role.VIDEO, {"up_rate": None, "idle_latency": (140.0, 1.0)}, Ready.LIMITED, (Limit.LATENCY,)),
        (Role.VIDEO, {"idle_loss_up": (4.0, 1.0), "idle_jitter": 40.0}, Ready.LIMITED, (Limit.JITTER, Limit.LOSS)),
        (Role.MAIL, {"idle_loss_up": (4.0, 1.0)}, Ready.READY, ()),
        (Role.PHONE, {"up_latency": (400.0, 9.0)}, Ready.LIMITED, (Limit.LOADED,)),
        (Role.PHONE, {"up_latency": None}, Ready.UNKNOWN, (Limit.LOADED,)),
        (Role.FILES, {"up_latency": (400.0, 9.0)}, Ready.READY, ()),
        (Role.FILES, {"down_rate": (15.0, 1.0), "down_ended": "clear"}, Ready.UNKNOWN, (Limit.DOWN,)),
        (Role.FILES, {"down_rate": (15.0, 1.0), "server_capacity": 16.0}, Ready.UNKNOWN, (Limit.DOWN,)),
    ],
)
def test_what_limits(role: Role, seen: dict[str, Any], expected: Ready, limits: tuple[Limit, ...]) -> None:
    assert ready(role, **seen) == (expected, limits)
