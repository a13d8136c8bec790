"""Whether the way out changed: real routes of a namespace, and answers that a system does not give."""

import subprocess
import sys

import pytest

from checker.net.routes.route_watch import has_changed, route_signature
from tests.lab.line_spaces import Spaces, batch
from tests.lab.root import is_root

SCRIPT = """
import subprocess
from checker.net.routes.route_watch import has_changed, route_signature
before = route_signature("linux")
same = has_changed(before, route_signature("linux"))
subprocess.run(["ip", "route", "replace", "default", "via", "192.0.2.2"], check=True)
print(same, has_changed(before, route_signature("linux")))
"""


@pytest.mark.skipif(not is_root(), reason="needs root: it makes a network namespace")
def test_another_router_is_a_change_and_nothing_is_none() -> None:
    with Spaces("route-watch") as spaces:
        spaces.add("pc")
        pc = spaces["pc"]
        batch(
            [
                f"-n {pc} link add eth7 type veth peer name far7",
                f"-n {pc} link set eth7 up",
                f"-n {pc} addr add 192.0.2.20/24 dev eth7",
                f"-n {pc} route add default via 192.0.2.1",
            ]
        )
        done = subprocess.run(
            spaces.inside("pc", sys.executable, "-c", SCRIPT), capture_output=True, text=True, check=True
        )
    assert done.stdout.split() == ["False", "True"]


@pytest.mark.parametrize(
    "before, after", [(None, None), (None, (frozenset(), "192.0.2.1")), ((frozenset(), None), None)]
)
def test_what_is_not_known_is_no_change(before: object, after: object) -> None:
    assert not has_changed(before, after)  # type: ignore[arg-type]


def test_a_system_that_says_nothing_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_system: str) -> list[object]:
        raise OSError(1)

    monkeypatch.setattr("checker.net.routes.route_watch.default_routes", refuse)
    assert route_signature("linux") is None
