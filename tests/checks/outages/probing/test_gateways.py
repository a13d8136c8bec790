"""Gateways are asked in turn, no more often than they bear, and by what really listens."""

import socket
import threading
from itertools import pairwise

import pytest

from checker.checks.context import ProbeContext
from checker.checks.outages import CHECK
from checker.checks.outages.probing import gateways
from checker.checks.outages.probing.gateways import PERIOD_S, TRACES_PERIOD_S, GatewayRounds
from checker.checks.vpn.gateways.tunnel import OpenVpnGateway
from checker.checks.vpn.gateways.web import HttpsGateway, TcpGateway
from checker.checks.vpn.need import AnyGateway
from checker.model.profile import FirmContact, Profile
from checker.net.net import Net

TRIAL = Profile(code="PROBE", customer="", firm=FirmContact(name="IT", desk_url="http://127.0.0.1:9"))


def rounds(*entries: AnyGateway) -> GatewayRounds:
    return GatewayRounds(entries, ProbeContext(CHECK, TRIAL, Net(), "linux"), threading.Event())


def test_each_has_its_pause_and_the_third_on_a_port_is_spared(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr(gateways, "monotonic_s", lambda: now[0])
    portals = [HttpsGateway(id=f"p{at}", name="P", host="gw.example", server_name=f"n{at}") for at in range(3)]
    tunnel = OpenVpnGateway(id="tunnel", name="T", host="vpn.example")
    turns = rounds(*portals, tunnel)
    assert turns.periods_s == {"p0": PERIOD_S, "p1": PERIOD_S, "tunnel": TRACES_PERIOD_S}
    requests: dict[str, list[float]] = {}
    for _ in range(600):
        gateway = turns.due()
        if gateway is not None:
            requests.setdefault(gateway.id, []).append(now[0])
        now[0] += 1.0
    pauses = {name: min(second - first for first, second in pairwise(times)) for name, times in requests.items()}
    assert pauses == {"p0": 60.0, "p1": 60.0, "tunnel": 180.0}


def test_what_listens_answers_and_what_refuses_does_not() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        gateway = TcpGateway(id="buero", name="Büro", host="127.0.0.1", port=listener.getsockname()[1])
        answered = rounds(gateway).sample(gateway)
    refused = rounds(gateway).sample(gateway)
    assert answered is not None and answered.round_trip_s is not None and answered.method == "tcp"
    assert refused is not None and refused.round_trip_s is None
