"""Another path is measured only where its condition holds."""

from types import SimpleNamespace
from typing import Any

import pytest

from checker.checks.line.comparison import plan
from checker.checks.line.comparison.compared_path import ComparedPath
from checker.checks.line.comparison.plan import LineResult, comparison_plans, other_version
from checker.checks.line.direction import Direction
from checker.checks.line.need import LineNeed
from checker.checks.line.transport.server import parse_server_url
from checker.model.failure import FailureKind, Operation, OperationFailed
from tests.checks.line.measuring import probe_context

ENOUGH = {Direction.DOWN: 4.0, Direction.UP: 3.0}
DOWN, UP = Direction.DOWN, Direction.UP


def planned(
    need: LineNeed, best: tuple[float, float] = (50.0, 10.0), *, full: bool = False, **connector: Any
) -> dict[ComparedPath, list[Direction]]:
    server = parse_server_url("https://desk.example/")
    connection: Any = SimpleNamespace(**{"server": server, "ip_version": 6, "uses_proxy": False, **connector})
    context = probe_context()
    result = LineResult(enough_mbit=ENOUGH, best_mbit=dict(zip(Direction, best, strict=True)), full=full)
    plans = comparison_plans(context, need, server, other_version(context, connection), result)
    return {item.path: list(item.enough_mbit) for item in plans}


@pytest.fixture
def both_versions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        plan, "resolve", lambda host, timeout_s, version: {4: ["192.0.2.7"], 6: ["2001:db8::7"]}[version]
    )


@pytest.fixture
def one_version(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(*_: object) -> list[str]:
        raise OperationFailed(Operation.RESOLVE, FailureKind.NOT_FOUND)

    monkeypatch.setattr(plan, "resolve", nothing)


@pytest.mark.usefixtures("both_versions")
def test_the_other_version() -> None:
    assert planned(LineNeed()) == {ComparedPath.IPV4: [DOWN]}
    assert planned(LineNeed(), ip_version=4) == {ComparedPath.IPV6: [DOWN]}
    assert planned(LineNeed(), (50.0, 1.0)) == {ComparedPath.IPV4: [DOWN, UP]}
    assert planned(LineNeed(), full=True) == {ComparedPath.IPV4: [DOWN, UP]}
    assert planned(LineNeed(), uses_proxy=True) == {}


@pytest.mark.usefixtures("one_version")
def test_a_second_server_only_where_too_little_came() -> None:
    need = LineNeed(second="https://second.example/")
    assert planned(need) == {}
    assert planned(need, (3.9, 10.0)) == {ComparedPath.SECOND: [DOWN]}
    assert planned(need, (3.9, 1.0)) == {ComparedPath.SECOND: [DOWN, UP]}
    assert planned(LineNeed(second="https://second.example:99999/"), (3.9, 1.0)) == {}


@pytest.mark.usefixtures("one_version")
@pytest.mark.parametrize("is_up", [True, False])
def test_the_tunnel_only_while_it_is_up(monkeypatch: pytest.MonkeyPatch, is_up: bool) -> None:
    monkeypatch.setattr(plan, "LineEnvironment", lambda host, system: SimpleNamespace(is_tunnel=is_up))
    expected = {ComparedPath.INSIDE: [DOWN, UP]} if is_up else {}
    assert planned(LineNeed(inside="http://10.1.2.3/")) == expected
