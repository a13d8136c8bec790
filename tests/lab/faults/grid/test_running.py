"""Of two faults neither may hide the other, and one that nobody notices is void."""

from random import Random
from types import SimpleNamespace
from typing import Any

import pytest

from tests.lab.faults.grid.build import Build
from tests.lab.faults.grid.running import is_one_hidden, works_everywhere
from tests.lab.faults.truth.injected import Injected, Scope
from tests.lab.faults.truth.truth import GatewayTruth, Truth
from tests.lab.faults.visit import Visit

TOWN: Any = SimpleNamespace()
ALL_UDP = Injected("router", "drops", "you", scope=Scope(protocols=("udp",)))
OPENVPN_KEY = Injected("gateway", "misconfigured", "it-firm", "key", Scope(targets=("openvpn",)))
PORTAL_CLOSED = Injected("gateway", "refuses", "company", scope=Scope(targets=("portal",)))
DESK_DOWN = Injected("desk", "down", "it-firm", scope=Scope(targets=("desk",)))
LOSS = Injected("home", "lossy", "you", scope=Scope(share=0.1))
NAME_GONE = Injected("gateway", "sick", "it-firm", scope=Scope(targets=("openvpn", "portal")), is_by_name=True)


@pytest.mark.parametrize(
    "first, second, hidden",
    [
        (ALL_UDP, OPENVPN_KEY, True),
        (ALL_UDP, PORTAL_CLOSED, False),
        (NAME_GONE, PORTAL_CLOSED, True),
        (NAME_GONE, DESK_DOWN, False),
        (LOSS, PORTAL_CLOSED, False),
        (Injected("provider", "down", "provider"), DESK_DOWN, True),
    ],
)
def test_one_hides_the_other(first: Injected, second: Injected, hidden: bool) -> None:
    build = Build(TOWN, Random(1), Visit(gateways=("openvpn", "portal")))
    assert is_one_hidden((first, second), build) is hidden
    assert is_one_hidden((second, first), build) is hidden


GATEWAY = GatewayTruth(version=4, protocol="udp", ports=(1194,), outside="answers", pc="answers")
NAMES = {f"{who}:names:{name}.example:A": ["192.0.2.1"] for who in ("outside", "pc") for name in ("vpn", "desk")}
WELL = Truth(injected=(ALL_UDP,), gateways={"openvpn": GATEWAY}, answered={"pc.desk": True}, names=NAMES)


def test_a_fault_that_nobody_notices_is_void() -> None:
    assert works_everywhere(WELL, WELL.injected)


@pytest.mark.parametrize(
    "changed",
    [
        {"answered": {"pc.desk": False}},
        {"shares": {"pc.router-pings": 91}},
        {"names": {**NAMES, "pc:names:vpn.example:A": ["rcode:SERVFAIL"]}},
        {"names": {**NAMES, "pc:names:desk.example:A": ["192.0.2.66"]}},
        {"gateways": {"openvpn": GatewayTruth(version=4, protocol="udp", ports=(1194,), pc="silent")}},
    ],
)
def test_one_that_shows_is_not(changed: dict[str, Any]) -> None:
    truth = Truth(**{field: changed.get(field, getattr(WELL, field)) for field in WELL.__struct_fields__})
    assert not works_everywhere(truth, truth.injected)
