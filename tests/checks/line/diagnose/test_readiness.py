"""Each role against what was measured."""

from typing import Any

import pytest

from checker.checks.line.diagnose.readiness import LimitingFactor, ReadinessLevel, assess
from checker.checks.line.need import Role
from tests.checks.line.diagnose.test_diagnose import GOOD, observed


def readiness(role: Role, **values: Any) -> tuple[ReadinessLevel, tuple[LimitingFactor, ...]]:
    """The worst level of any factor, and the factors that make it so: none where the role is ready."""
    observations = observed(GOOD | {name.replace("_", "."): value for name, value in values.items()})
    levels = {factor: assess(role, factor, observations) for factor in LimitingFactor}
    worst = min(levels.values(), key=list(ReadinessLevel).index)
    limits = tuple(factor for factor, level in levels.items() if level is worst)
    return worst, () if worst is ReadinessLevel.READY else limits


@pytest.mark.parametrize("role", list(Role))
def test_a_good_line_is_ready_for_everything(role: Role) -> None:
    assert readiness(role) == (ReadinessLevel.READY, ())


@pytest.mark.parametrize(
    "role, values, expected, limits",
    [
        (Role.VIDEO, {"up_rate": (2.0, 0.1)}, ReadinessLevel.LIMITED, (LimitingFactor.UP,)),
        (Role.VIDEO, {"up_rate": (0.5, 0.1)}, ReadinessLevel.NOT_READY, (LimitingFactor.UP,)),
        (Role.PHONE, {"up_rate": (0.5, 0.1)}, ReadinessLevel.READY, ()),
        (Role.VIDEO, {"up_rate": None}, ReadinessLevel.UNKNOWN, (LimitingFactor.UP,)),
        (
            Role.VIDEO,
            {"up_rate": None, "idle_latency": (140.0, 1.0)},
            ReadinessLevel.LIMITED,
            (LimitingFactor.LATENCY,),
        ),
        (
            Role.VIDEO,
            {"idle_loss_up": (4.0, 1.0), "idle_jitter": 40.0},
            ReadinessLevel.LIMITED,
            (LimitingFactor.JITTER, LimitingFactor.LOSS),
        ),
        (Role.MAIL, {"idle_loss_up": (4.0, 1.0)}, ReadinessLevel.READY, ()),
        (Role.PHONE, {"up_latency": (400.0, 9.0)}, ReadinessLevel.LIMITED, (LimitingFactor.LOADED,)),
        (Role.PHONE, {"up_latency": None}, ReadinessLevel.UNKNOWN, (LimitingFactor.LOADED,)),
        (Role.FILES, {"up_latency": (400.0, 9.0)}, ReadinessLevel.READY, ()),
        (Role.FILES, {"down_rate": (15.0, 1.0), "down_ended": "clear"}, ReadinessLevel.UNKNOWN, (LimitingFactor.DOWN,)),
        (
            Role.FILES,
            {"down_rate": (15.0, 1.0), "server_capacity": 16.0},
            ReadinessLevel.UNKNOWN,
            (LimitingFactor.DOWN,),
        ),
    ],
)
def test_what_limits(
    role: Role, values: dict[str, Any], expected: ReadinessLevel, limits: tuple[LimitingFactor, ...]
) -> None:
    assert readiness(role, **values) == (expected, limits)
