"""Refused is not silence, though it takes 2.0 s as on Windows."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeVar

import pytest

from checker.checks.context import ProbeContext
from checker.checks.network import CHECK
from checker.checks.network.path.connect_burst import connect_burst
from checker.checks.network.reach.target import ReachTarget, observe_reach
from checker.checks.vpn.controls.silence import host_answers
from checker.model.failure import FailureKind
from checker.model.profile import BUILT_IN
from checker.net.clock import monotonic_s
from checker.net.net import Net
from checker.net.tcp.phases import ConnectionPlan, measure_connection
from tests.checks.vpn.gateway_probes import finding_codes, gateway_table, make_context
from tests.lab.line_spaces import Spaces
from tests.lab.programs import work_in
from tests.lab.windows.late_refusals import AVAILABLE, REFUSAL_S, delay_refusals

pytestmark = [
    pytest.mark.netns,
    pytest.mark.skipif(not AVAILABLE, reason="needs root, ip and nft"),
]
HOSTS = ("127.0.0.1", "::1")
PORT = 9
T = TypeVar("T")


@pytest.fixture(scope="module")
def late() -> Iterator[Callable[[Callable[[], T]], T]]:
    """Runs something where every port is closed, and says so late."""
    with Spaces("late") as spaces:
        spaces.add("pc")
        delay_refusals(*spaces.inside("pc"))
        yield lambda work: work_in(spaces["pc"], work)


def test_it_is_late(late: Callable[[Callable[[], T]], T]) -> None:
    began = monotonic_s()
    phases = late(lambda: measure_connection(ConnectionPlan(host=HOSTS[0], port=PORT, tls=False)))
    assert phases.failure is not None
    assert phases.failure.kind is FailureKind.REFUSED
    assert monotonic_s() - began >= REFUSAL_S


def test_each_of_several_addresses_has_its_time(late: Callable[[Callable[[], T]], T]) -> None:
    addresses = (*HOSTS, "127.0.0.2", "127.0.0.3")
    plan = ConnectionPlan(host="", addresses=addresses, port=PORT, tls=False, timeout_s=3.0)
    failure = late(lambda: measure_connection(plan)).failure
    assert failure is not None
    assert failure.kind is FailureKind.REFUSED


def test_a_host_that_refuses_is_there(late: Callable[[Callable[[], T]], T]) -> None:
    context = replace(make_context(), addresses=HOSTS)
    assert late(lambda: host_answers(context, PORT))


def test_what_the_profile_wants_reached(late: Callable[[Callable[[], T]], T]) -> None:
    context = ProbeContext(CHECK, BUILT_IN, Net(), "linux")
    target = ReachTarget(subject="x", host="x", port=PORT)
    observed = late(lambda: observe_reach(target, HOSTS, context))
    assert {observation.failure and observation.failure.kind for observation in observed} == {FailureKind.REFUSED}


def test_many_refused_connections_are_not_lost_ones(late: Callable[[Callable[[], T]], T]) -> None:
    assert late(lambda: connect_burst(HOSTS[0], PORT, lambda: None, 3)) == []


def test_all_gateways_are_judged_side_by_side(late: Callable[[Callable[[], T]], T]) -> None:
    tables = [
        gateway_table(kind, PORT, host=host, id=f"{kind}-{number}")
        for kind in ("tcp", "https", "rdp", "sstp")
        for number, host in enumerate((*HOSTS, "localhost"))
    ]
    assert set(late(lambda: finding_codes(tables)).values()) == {"vpn.refused"}
